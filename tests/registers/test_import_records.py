"""Records come in from a workbook: new ones are opened, known ones changed and moved, all or nothing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from luoshi.core.audit import first_break
from luoshi.core.models import Chain, Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.registers.actions.bindings import bind
from luoshi.registers.actions.import_records import check_import as check
from luoshi.registers.actions.import_records import (
    confirm_import,
    give_up,
    recheck_import,
    write_import,
)
from luoshi.registers.actions.records import change_record, move_record
from luoshi.registers.exchange.showing import export
from luoshi.registers.history import entries_of
from luoshi.registers.models import Entry, Import, Record
from tests.registers.keeping import fact, hand, kept, liaison, project, unit, values
from tests.registers.sheets import JUNE, carried_out, imported, row, sent, tried
from tests.world import NOW, account, target

pytestmark = pytest.mark.django_db
SIGNED = "新签约项目"


def record(key: str = "A-01") -> Record:
    return Record.objects.get(key=key, withdrawn=False)


def told(of: Record) -> list[tuple[str, str, dict[str, object]]]:
    """What was entered: verb, day, changes."""
    return [(each.verb, each.day.isoformat(), each.changes) for each in entries_of(of)]


def counts(of: Import) -> tuple[int, int, int]:
    return of.counts["new"], of.counts["changed"], of.counts["unchanged"]


def test_a_key_that_is_new_opens_a_record() -> None:
    done = imported(kept(), [row("A-01"), row("A-02", 线索日期=date(2022, 3, 1))])
    assert (done.state, counts(done)) == (Import.State.DONE, (2, 0, 0))
    assert (record().state, record().since, record().unit) == ("lead", JUNE, unit())
    assert record("A-02").since == date(2022, 3, 1)
    assert record().values == {"number": "A-01", "name": "项目", "origin": "country", "investment": "5"}


def test_days_of_states_are_moves_in_their_order() -> None:
    imported(
        kept(),
        [
            row(
                "A-01",
                线索日期="2022-01-10",
                签约日期=date(2022, 2, 10),
                开工日期="2022.3.1",
                拿地日期="2022-02-20",
            )
        ],
    )
    assert [(verb, day) for verb, day, _changes in told(record())] == [
        ("opened", "2022-01-10"),
        ("moved", "2022-02-10"),
        ("moved", "2022-03-01"),
    ]
    assert (record().state, record().entered) == ("started", 3)


def test_moves_of_one_day_follow_the_order_of_the_states() -> None:
    imported(kept(), [row("A-01", 开工日期=JUNE, 签约日期=JUNE, 线索日期=JUNE, 拿地日期=JUNE)])
    assert record().state == "started"


def test_a_record_whose_first_day_is_not_known_begins_with_the_first_that_is() -> None:
    imported(kept(), [row("A-01", 签约日期=date(2022, 2, 10))])
    assert [day for _verb, day, _changes in told(record())] == ["2022-02-10", "2022-02-10"]


def test_a_known_key_changes_what_differs_from_the_day_given() -> None:
    register = kept()
    project(register, investment="5", investor="甲公司")
    done = imported(register, [row("A-01", 项目名称="项目A-01", **{"协议投资额（亿元）": 6})])
    assert counts(done) == (0, 1, 0)
    assert told(record())[1:] == [("changed", "2022-06-30", {"investment": "6"})]
    assert record().values["investor"] == "甲公司", "an empty cell changes nothing"


def test_a_cell_that_says_so_takes_a_value_away() -> None:
    register = kept()
    project(register, investor="甲公司")
    imported(register, [{"项目编号": "A-01", "投资方": "（清空）"}])
    assert "investor" not in record().values
    assert told(record())[-1][2] == {"investor": None}


def test_a_known_record_moves_on_and_what_the_move_needs_holds_from_then() -> None:
    register = kept()
    project(register)
    imported(
        register, [{"项目编号": "A-01", "签约日期": "2022-05-01", "协议投资额（亿元）": 5, "投资方": "甲"}]
    )
    assert told(record())[1:] == [
        ("moved", "2022-05-01", {"investment": "5"}),
        ("changed", "2022-06-30", {"investor": "甲"}),
    ]
    assert record().state == "signed"


def test_what_was_exported_changes_nothing() -> None:
    register = kept()
    moved = project(register, investment="1234.56", land_on="2022-01-05", lead_official="某同志")
    move_record(moved.pk, "sign", day=date(2022, 2, 10), hand=hand())
    data, _count = export(register, reader=liaison(), as_of=JUNE)
    found = tried(register, data)
    assert (found.problems, counts(found)) == ([], (0, 0, 1))
    with pytest.raises(Refusal, match="没有不同"):
        confirm_import(found.pk, actor=liaison(), now=NOW)


def test_the_office_names_units_and_enters_the_past_of_new_records() -> None:
    imported(kept(), [row("A-01", 责任单位=unit().name, 签约日期=JUNE)], by="supervision")
    assert (record().unit, record().state) == (unit(), "signed")


def test_a_bound_target_moves_once_for_all_rows() -> None:
    register = kept()
    bind(target(SIGNED), register, "signed", actor=account("supervision"), now=NOW)
    imported(register, [row(f"A-{n}", 签约日期=date(2022, n, 10)) for n in range(1, 6)])
    assert [fact(SIGNED, f"2022-0{n}-10") for n in range(1, 6)] == [1, 2, 3, 4, 5]


def test_one_event_tells_of_all_rows() -> None:
    done = imported(kept(), [row("A-01"), row("A-02")])
    event = Event.objects.get(verb="records.imported")
    assert event.detail == {
        "import": done.pk,
        "sha256": done.file.sha256,
        "day": "2022-06-30",
        "new": 2,
        "changed": 0,
        "unchanged": 0,
    }
    assert not Event.objects.filter(verb="record.opened").exists()
    assert all(first_break(chain) is None for chain in Chain.objects.all())


def test_a_trial_writes_nothing() -> None:
    found = tried(kept(), [row("A-01")])
    assert (found.state, found.rows, found.done) == (Import.State.CHECKED, 1, 1)
    assert not Record.objects.exists()


def test_jobs_that_run_again_neither_double_nor_lose() -> None:
    found = tried(kept(), [row("A-01")])
    check(found.pk, now=NOW)
    carried_out(found)
    write_import(found.pk, now=NOW)
    check(found.pk, now=NOW)
    assert (Record.objects.count(), Entry.objects.count()) == (1, 1)
    with pytest.raises(Conflict, match="刷新"):
        confirm_import(found.pk, actor=liaison(), now=NOW)


def test_what_was_entered_since_the_trial_is_not_written_over() -> None:
    register = kept()
    opened = project(register, investment="5")
    found = tried(register, [{"项目编号": "A-01", "协议投资额（亿元）": 6}])
    change_record(opened.pk, values(register, investment="7"), day=JUNE, hand=hand())
    refused = carried_out(found)
    assert refused.state == Import.State.REFUSED
    assert "又有更新" in refused.problems[0][2]
    assert record().values["investment"] == "7"
    recheck_import(found.pk, actor=liaison(), now=NOW)
    check(found.pk, now=NOW)
    found.refresh_from_db()
    assert (found.state, counts(found)) == (Import.State.CHECKED, (0, 1, 0))


def test_what_others_entered_elsewhere_does_not_matter() -> None:
    register = kept()
    found = tried(register, [row("A-01")])
    project(register, key="B-01")
    assert carried_out(found).state == Import.State.DONE


def test_a_key_taken_since_the_trial_is_told() -> None:
    register = kept()
    found = tried(register, [row("A-01")])
    project(register, key="A-01")
    assert carried_out(found).state == Import.State.REFUSED
    assert record().label == "项目A-01"


def test_a_job_that_broke_down_says_so_and_can_be_begun_again() -> None:
    found = sent(kept(), [row("A-01")])
    give_up(found.pk, now=NOW)
    check(found.pk, now=NOW)
    found.refresh_from_db()
    assert found.state == Import.State.FAILED
    recheck_import(found.pk, actor=liaison(), now=NOW)
    check(found.pk, now=NOW)
    found.refresh_from_db()
    assert found.state == Import.State.CHECKED


@pytest.mark.parametrize("by", ["head", "auditor"])
def test_only_the_liaison_and_the_office_import(by: str) -> None:
    with pytest.raises(Forbidden):
        sent(kept(), [row("A-01")], by=by)


def test_somebody_else_does_not_confirm() -> None:
    found = tried(kept(), [row("A-01")])
    with pytest.raises(Forbidden):
        confirm_import(found.pk, actor=account("auditor"), now=NOW)


def test_whoever_lost_the_unit_meanwhile_imports_nothing() -> None:
    found = tried(kept(), [row("A-01")])
    confirm_import(found.pk, actor=liaison(), now=NOW)
    liaison().memberships.all().delete()
    write_import(found.pk, now=NOW)
    found.refresh_from_db()
    assert found.state == Import.State.REFUSED
    assert not Record.objects.exists()


def test_the_day_of_the_data_has_come() -> None:
    with pytest.raises(Refusal, match="晚于今天"):
        sent(kept(), [row("A-01")], day=date(2099, 1, 1))


def test_figures_keep_their_digits() -> None:
    imported(kept(), [row("A-01", **{"协议投资额（亿元）": 0.1 + 0.2, "用地面积（亩）": "1，234.5"})])
    assert Decimal(record().values["investment"]) == Decimal("0.3")
    assert record().values["land"] == "1234.5"


def test_a_number_as_key_is_its_digits() -> None:
    imported(kept(), [row(20220001)])
    assert record("20220001").label == "项目"


def test_the_clock_of_the_state_reached_is_kept() -> None:
    imported(kept(), [row("A-01", 签约日期=JUNE, 序时开工日期=date(2022, 9, 30))])
    assert record().due == date(2022, 9, 30)


def test_it_was_known_when_it_was_written() -> None:
    found = tried(kept(), [row("A-01")])
    confirm_import(found.pk, actor=liaison(), now=NOW)
    later = NOW + timedelta(hours=2)
    write_import(found.pk, now=later)
    assert Entry.objects.get().known_at == later
