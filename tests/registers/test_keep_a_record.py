"""A unit keeps a record: opens it, changes it, moves it on; what does not hold together is refused."""

from datetime import date

import pytest

from luoshi.core.audit import first_break
from luoshi.core.models import Chain, Event
from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.registers.actions.corrections import correct_entry, withdraw_record
from luoshi.registers.actions.records import change_record, move_record, open_record
from luoshi.registers.definition import pack_of
from luoshi.registers.history import entries_of, stood
from luoshi.registers.models import Entry, Record
from tests.registers.keeping import hand, kept, project, unit, values

pytestmark = pytest.mark.django_db


def test_a_record_starts_in_the_first_state_and_shows_what_it_is() -> None:
    record = project(kept(), investment="12")
    assert (record.key, record.label, record.state, record.since) == (
        "A-01",
        "项目A-01",
        "lead",
        date(2022, 1, 10),
    )
    assert record.values["investment"] == "12"


def test_a_move_takes_it_on_and_sets_the_clock() -> None:
    register = kept()
    record = project(register, investment="12")
    moved = move_record(
        record.pk,
        "sign",
        day=date(2022, 2, 1),
        changes=values(register, start_by="2022-05-31"),
        hand=hand(),
    )
    assert (moved.state, moved.since, moved.due) == ("signed", date(2022, 2, 1), date(2022, 5, 31))


def test_every_change_is_an_event_and_the_chain_holds() -> None:
    register = kept()
    record = project(register, investment="12")
    move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    change_record(record.pk, values(register, industry="新型显示"), day=date(2022, 3, 1), hand=hand())
    told = Event.objects.filter(subject_type="registers.record", subject_id=str(record.pk))
    assert list(told.order_by("position").values_list("verb", flat=True)) == [
        "record.opened",
        "record.moved",
        "record.changed",
    ]
    assert first_break(Chain.objects.get(jurisdiction=register.jurisdiction)) is None


@pytest.mark.parametrize(
    ("move", "day", "said", "note", "field", "message"),
    [
        ("sign", "2022-02-01", {}, "", "investment", "请先填写“协议投资额”。"),
        ("start", "2022-02-01", {}, "", None, "当前状态是“线索”，不能办理“开工”"),
        ("sign", "2022-01-09", {"investment": "3"}, "", "day", "早于进入当前状态的2022-01-10"),
        ("sign", "2023-03-02", {"investment": "3"}, "", "day", "不能登记尚未发生的事"),
        ("end", "2022-02-01", {}, "", "note", "须写明原因"),
        ("fly", "2022-02-01", {}, "", None, "没有“fly”这一步"),
    ],
)
def test_a_move_that_does_not_hold_is_refused_and_nothing_is_kept(
    move: str, day: str, said: dict[str, str], note: str, field: str | None, message: str
) -> None:
    register = kept()
    record = project(register)
    with pytest.raises(Refusal, match=message) as refusal:
        move_record(
            record.pk,
            move,
            day=date.fromisoformat(day),
            changes=values(register, **said),
            note=note,
            hand=hand(),
        )
    assert refusal.value.field == field
    assert Record.objects.get(pk=record.pk).state == "lead"
    assert Entry.objects.filter(record=record).count() == 1


def test_a_move_past_its_day_asks_for_the_reason() -> None:
    register = kept()
    record = project(register, investment="12", start_by="2022-03-31", land_on="2022-03-01")
    move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    with pytest.raises(Refusal, match="应于2022-03-31前办结，已逾期10天"):
        move_record(record.pk, "start", day=date(2022, 4, 10), hand=hand())
    started = move_record(record.pk, "start", day=date(2022, 4, 10), note="供地晚于序时", hand=hand())
    assert started.state == "started"


def test_two_who_write_at_once_the_second_is_told_and_nothing_is_lost() -> None:
    register = kept()
    record = project(register)
    seen = record.entered
    change_record(record.pk, values(register, industry="显示"), day=date(2022, 2, 1), hand=hand(seen=seen))
    with pytest.raises(Conflict, match="已被他人更新"):
        change_record(
            record.pk, values(register, investor="某公司"), day=date(2022, 2, 1), hand=hand(seen=seen)
        )
    assert Record.objects.get(pk=record.pk).values["industry"] == "显示"


def test_a_key_names_one_record() -> None:
    register = kept()
    project(register)
    with pytest.raises(Conflict, match="已有编号为“A-01”的记录"):
        project(register)


def test_what_is_missing_or_contradicts_itself_is_refused() -> None:
    register = kept()
    with pytest.raises(Refusal, match="必须填写") as missing:
        open_record(
            register, values(register, number="B-1"), unit=unit().pk, day=date(2022, 1, 1), hand=hand()
        )
    assert missing.value.field == "name"
    with pytest.raises(Refusal, match="不能早于序时开工日期"):
        project(register, start_by="2022-06-01", finish_by="2022-05-01")


def test_others_may_not_write() -> None:
    register = kept()
    record = project(register)
    for name in ("auditor", "leader", "assessment"):
        with pytest.raises(Forbidden):
            change_record(record.pk, values(register, industry="x"), day=date(2022, 2, 1), hand=hand(name))
    with pytest.raises(Forbidden, match="您不能办理“签约”"):
        move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand("head"))


def test_a_late_entry_leaves_later_values_alone() -> None:
    register = kept()
    record = project(register, investment="10")
    change_record(record.pk, values(register, investment="12"), day=date(2022, 5, 1), hand=hand())
    change_record(record.pk, values(register, industry="显示"), day=date(2022, 3, 1), hand=hand())
    pack, entries = pack_of(register), entries_of(record)
    assert str(stood(pack, entries, as_of=date(2022, 4, 1)).values["investment"]) == "10"
    after = stood(pack, entries, as_of=date(2022, 6, 1)).values
    assert (str(after["investment"]), after["industry"]) == ("12", "显示")


def test_a_correction_replaces_the_entry_and_needs_a_reason() -> None:
    register = kept()
    record = project(register, investment="12")
    move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    signed = entries_of(record)[-1]
    with pytest.raises(Refusal, match="原因"):
        correct_entry(signed.pk, day=date(2022, 3, 1), changes={}, note=" ", hand=hand())
    correct_entry(signed.pk, day=date(2022, 3, 1), changes={}, note="协议落款是三月", hand=hand())
    assert Record.objects.get(pk=record.pk).since == date(2022, 3, 1)
    with pytest.raises(Conflict, match="已被更正过"):
        correct_entry(signed.pk, day=date(2022, 3, 2), changes={}, note="再改", hand=hand())


def test_a_correction_that_breaks_what_follows_is_refused() -> None:
    register = kept()
    record = project(register, investment="12", land_on="2022-04-01")
    move_record(record.pk, "sign", day=date(2022, 2, 1), hand=hand())
    move_record(record.pk, "start", day=date(2022, 5, 1), hand=hand())
    signed = entries_of(record)[1]
    with pytest.raises(Refusal, match="没有这样的流转"):
        correct_entry(signed.pk, day=date(2022, 6, 1), changes={}, note="改晚", hand=hand())


def test_a_withdrawn_record_is_gone_and_its_key_is_free() -> None:
    register = kept()
    record = project(register)
    withdraw_record(record.pk, note="重复登记", hand=hand())
    assert entries_of(record) == []
    assert project(register).pk != record.pk
    with pytest.raises(Conflict, match="已撤销"):
        change_record(record.pk, {"industry": "x"}, day=date(2022, 2, 1), hand=hand())
