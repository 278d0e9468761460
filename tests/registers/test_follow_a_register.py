"""A target that is bound to a register's metric moves with it, and past days tell what was known then."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from luoshi.core.problems import Conflict, Forbidden, Refusal
from luoshi.progress.actions.decide_reading import confirm_reading
from luoshi.progress.actions.report_reading import Report, report_reading
from luoshi.registers.actions.bindings import bind, unbind
from luoshi.registers.actions.corrections import correct_entry, withdraw_record
from luoshi.registers.actions.records import change_record, move_record, open_record
from luoshi.registers.history import entries_of
from tests.registers.keeping import fact, hand, kept, project, unit, values
from tests.world import NOW, account, confirmed, reported, target

pytestmark = pytest.mark.django_db
SIGNED = "新签约项目"
LATER = NOW + timedelta(hours=1)


def bound():  # type: ignore[no-untyped-def]
    register = kept()
    bind(target(SIGNED), register, "signed", actor=account("supervision"), now=NOW)
    return register


def signed(register, key: str, day: str, **said: str):  # type: ignore[no-untyped-def]
    record = project(register, key, investment="5", **said)
    return move_record(record.pk, "sign", day=date.fromisoformat(day), hand=hand())


def test_the_target_moves_when_a_record_does() -> None:
    register = bound()
    assert fact(SIGNED, "2022-12-31") is None
    signed(register, "A-01", "2022-02-10")
    signed(register, "A-02", "2022-04-10")
    assert [fact(SIGNED, day) for day in ("2022-02-09", "2022-02-10", "2022-04-09", "2022-06-30")] == [
        0,
        1,
        1,
        2,
    ]


def test_records_that_were_there_before_count_at_once() -> None:
    register = kept()
    signed(register, "A-01", "2022-02-10")
    bind(target(SIGNED), register, "signed", actor=account("supervision"), now=NOW)
    assert fact(SIGNED, "2022-03-31") == 1


def test_what_units_reported_before_counts_no_more_but_was_known_then() -> None:
    confirmed(SIGNED, Report(as_of=date(2022, 3, 31), value=Decimal(60)))
    register = kept()
    bind(target(SIGNED), register, "signed", actor=account("supervision"), now=LATER)
    assert fact(SIGNED, "2022-06-30") is None
    assert fact(SIGNED, "2022-06-30", known=NOW) == 60


def test_nobody_reports_a_bound_target() -> None:
    pending = reported(SIGNED, Report(as_of=date(2022, 3, 31), value=Decimal(60)))
    bound()
    with pytest.raises(Refusal, match="台账"):
        report_reading(
            target(SIGNED), Report(date(2022, 4, 30), Decimal(1)), actor=account("liaison"), now=NOW
        )
    with pytest.raises(Conflict, match="已改由台账自动取数"):
        confirm_reading(pending.pk, actor=account("head"), now=NOW)


def test_a_correction_changes_past_days_and_keeps_what_was_known() -> None:
    register = bound()
    record = signed(register, "A-01", "2022-02-10")
    correct_entry(
        entries_of(record)[-1].pk,
        day=date(2022, 5, 1),
        changes={},
        note="落款日期有误",
        hand=hand(now=LATER),
    )
    assert fact(SIGNED, "2022-03-31") == 0
    assert fact(SIGNED, "2022-03-31", known=NOW) == 1
    assert fact(SIGNED, "2022-05-01") == 1


def test_a_withdrawn_record_counts_nowhere() -> None:
    register = bound()
    record = signed(register, "A-01", "2022-02-10")
    withdraw_record(record.pk, note="重复", hand=hand(now=LATER))
    assert fact(SIGNED, "2022-12-31") in (None, 0)
    assert fact(SIGNED, "2022-12-31", known=NOW) == 1


def test_the_unit_of_the_metric_must_meet_that_of_the_target() -> None:
    with pytest.raises(Refusal, match="不能换算"):
        bind(target(SIGNED), kept(), "signed-investment", actor=account("supervision"), now=NOW)


def test_only_the_office_binds() -> None:
    with pytest.raises(Forbidden):
        bind(target(SIGNED), kept(), "signed", actor=account("liaison"), now=NOW)


def test_unbound_the_units_report_again() -> None:
    register = bound()
    signed(register, "A-01", "2022-02-10")
    unbind(target(SIGNED), actor=account("supervision"), now=LATER)
    assert fact(SIGNED, "2022-12-31") is None
    report_reading(target(SIGNED), Report(date(2022, 4, 30), Decimal(1)), actor=account("liaison"), now=LATER)


def test_a_series_of_indicators_stands_for_targets_one_record_each() -> None:
    register = kept("indicators")
    said = {"number": "T-1", "name": "规上工业增加值", "basis": "本年累计", "measure": "万元"}
    made = open_record(
        register,
        values(register, **said, value="3000", growth="12.5"),
        unit=unit().pk,
        day=date(2022, 3, 31),
        hand=hand(),
    )
    office = account("supervision")
    with pytest.raises(Refusal, match="要选定一条记录"):
        bind(target("战略性新兴产业产值"), register, "value", actor=office, now=NOW)
    bind(target("战略性新兴产业产值"), register, "value", record=made, actor=office, now=NOW)
    bind(target("规上工业增加值增速"), register, "growth", record=made, actor=office, now=NOW)
    change_record(made.pk, values(register, value="5000"), day=date(2022, 4, 30), hand=hand())
    assert fact("战略性新兴产业产值", "2022-03-31") == Decimal("0.3")
    assert fact("战略性新兴产业产值", "2022-04-30") == Decimal("0.5")
    assert fact("规上工业增加值增速", "2022-04-30") == Decimal("12.5")


def test_a_ratio_of_nothing_says_nothing_again() -> None:
    register = kept()
    rate = target("失业人员再就业率")
    bind(rate, register, "start-rate", actor=account("supervision"), now=NOW)
    record = signed(register, "A-01", "2022-02-10")
    assert fact("失业人员再就业率", "2022-03-01") == 0
    move_record(record.pk, "end", day=date(2022, 4, 1), note="终止", hand=hand())
    assert fact("失业人员再就业率", "2022-04-01") is None
    assert fact("失业人员再就业率", "2022-03-31") == 0
