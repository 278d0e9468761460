"""Each pack's records live their whole life through the verbs, and a target bound to each metric moves with them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from luoshi.core.audit import first_break
from luoshi.core.models import Chain, StoredFile
from luoshi.engines.lifecycle import Part
from luoshi.engines.registers import Metric, Pack, Type, typed
from luoshi.plans.models import Target
from luoshi.progress.facts import facts_on
from luoshi.progress.models import Schedule
from luoshi.registers.actions.bindings import bind
from luoshi.registers.actions.keeping import Hand
from luoshi.registers.actions.records import change_record, move_record, open_record
from luoshi.registers.models import Record, Register
from tests.registers.cases import Case, Step, case, names
from tests.registers.keeping import jurisdiction, kept, unit
from tests.world import NOW, account, target

pytestmark = pytest.mark.django_db
WHO = {Part.LIAISON: "liaison", Part.HEAD: "head", Part.OFFICE: "supervision"}
AFTER = datetime(2023, 6, 1, tzinfo=UTC)
"""After every day of the examples."""


def aim_for(metric: Metric, *, start: date) -> Target:
    """A target of the sample's plan that asks for this metric."""
    like = target("新签约项目")
    made = Target.objects.create(
        version=like.version,
        task=like.task,
        ordinal=9000,
        kind="quantity",
        metric=metric.title.zh,
        op=">=",
        value=Decimal(10),
        unit=metric.unit,
        strength="firm",
        start=like.start,
        end=like.end,
    )
    Schedule.objects.create(
        target=made, shape="linear_day", start=start, end=date(start.year, 12, 31), value=Decimal(10)
    )
    return made


def value_of(pack: Pack, name: str, said: object) -> object:
    """As the verbs take it: units and files by their ids."""
    field = pack.field(name)
    if field.type is Type.UNIT:
        return unit().pk
    if field.type is Type.FILE:
        file = StoredFile(jurisdiction=jurisdiction(), sha256="0" * 64, size=1, name=str(said))
        file.media_type, file.received_at = "application/pdf", NOW
        file.save()
        return file.pk
    return typed(field, str(said))


def play(of: Case, register: Register) -> dict[str, Record]:
    """Everything of the example in the order of days, through the verbs."""
    records: dict[str, Record] = {}
    told = [
        (step.day, place, key, step) for key, steps in of.records.items() for place, step in enumerate(steps)
    ]
    for _day, place, key, step in sorted(told, key=lambda each: each[:3]):
        records[key] = enter(of, register, records.get(key), step, first=place == 0)
    return records


def enter(of: Case, register: Register, record: Record | None, step: Step, *, first: bool) -> Record:
    values = {name: value_of(of.pack, name, said) for name, said in step.values.items()}
    if first or record is None:
        by = Hand(account("liaison"), AFTER)
        return open_record(register, values, unit=unit().pk, day=step.day, hand=by)
    if step.move == "change":
        hand = Hand(account("liaison"), AFTER)
        return change_record(record.pk, values, day=step.day, hand=hand, note=step.note)
    part = Part(step.by) if step.by else of.pack.lifecycle.transition(step.move).by[0]
    hand = Hand(account(WHO[part]), AFTER, record.entered)
    return move_record(record.pk, step.move, day=step.day, changes=values, note=step.note, hand=hand)


@pytest.mark.parametrize("name", names())
def test_a_target_moves_with_the_life_of_its_records(name: str) -> None:
    of = case(name)
    register = kept(name)
    aims = {metric.id: aim_for(metric, start=of.start) for metric in of.pack.metrics if not metric.unit_from}
    for metric, aim in aims.items():
        bind(aim, register, metric, actor=account("supervision"), now=NOW)
    play(of, register)
    for metric, aim in aims.items():
        figures = of.metrics[metric]
        for day, expected in figures.items():
            found = facts_on(aim.version, as_of=day).get(aim.pk)
            assert (found.value if found else None) == expected or (not expected and found is None), (
                metric,
                day,
                found and found.value,
            )
    assert first_break(Chain.objects.get(jurisdiction=register.jurisdiction)) is None
