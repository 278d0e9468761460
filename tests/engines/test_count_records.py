"""A metric's course over all days is, on every day, what counting the records of that day gives."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from luoshi.engines.registers import (
    Entry,
    Pack,
    additive,
    figure,
    load_pack,
    shifted,
    snapshot,
    snapshots,
    steps,
)
from tests.engines.test_check_a_pack_file import SOUND

MORE = """\
  - {id: open, title: {zh: 在办, en: Open}, count: true, unit: 次, in: [planned]}
  - {id: kinds, title: {zh: 类别数, en: Kinds}, distinct: kind, in: [planned, done]}
  - {id: big, title: {zh: 大额, en: Big}, count: true, unit: 次, reached: [done], where: [{field: amount, from: 5}]}
  - {id: share, title: {zh: 占比, en: Share}, ratio: {part: big, whole: done}}
"""
START = date(2022, 1, 1)


def pack() -> Pack:
    read = load_pack(SOUND + MORE, name="p.yaml")
    assert isinstance(read, Pack)
    return read


DAYS = st.integers(-40, 200).map(lambda n: START + timedelta(days=n))
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "amount": st.one_of(st.none(), st.integers(0, 10).map(Decimal)),
        "kind": st.one_of(st.none(), st.sampled_from(["big", "small"])),
    },
)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """A record opened, changed, perhaps done and opened again."""
    days = sorted(draw(st.lists(DAYS, min_size=1, max_size=6)))
    states = ["planned", *draw(st.lists(st.sampled_from([None, "planned", "done"]), min_size=5, max_size=5))]
    return [Entry(day, state, draw(CHANGES)) for day, state in zip(days, states, strict=False)]


@given(st.dictionaries(st.integers(1, 5), histories(), max_size=5), DAYS)
def test_the_course_is_the_figure_of_every_day(records: dict[int, list[Entry]], day: date) -> None:
    of, day = pack(), max(day, START)
    for metric in of.metrics:
        course = steps(of, metric, records, start=START)
        assert [step.day for step in course] == sorted({step.day for step in course})
        told = [step.value for step in course if step.day <= day]
        found = figure(of, metric, records, start=START, as_of=day).value
        assert (told[-1] if told else None) == found or (not told and found in (None, 0))


@given(st.dictionaries(st.integers(1, 4), histories(), max_size=4), histories(), histories())
def test_a_course_is_shifted_by_what_one_record_adds(
    others: dict[int, list[Entry]], was: list[Entry], becomes: list[Entry]
) -> None:
    of = pack()
    for metric in filter(additive, of.metrics):
        alone = [steps(of, metric, {0: rows}, start=START) for rows in (was, becomes)]
        found = shifted(steps(of, metric, others | {0: was}, start=START), *alone)
        if found is not None:
            assert found == steps(of, metric, others | {0: becomes}, start=START)


@given(histories(), DAYS)
def test_a_record_on_a_day_is_its_last_snapshot_by_then(entries: list[Entry], day: date) -> None:
    found = snapshot(entries, as_of=day)
    before = [each for each in snapshots(entries) if each.day <= day]
    assert found == (before[-1] if before else None)


def test_a_figure_opens_to_the_records_that_make_it() -> None:
    records = {
        "a": [Entry(START, "planned", {"amount": Decimal(3)}), Entry(date(2022, 2, 1), "done", {})],
        "b": [Entry(START, "planned", {"amount": Decimal(4)})],
    }
    of = pack()
    found = figure(of, of.metric("spent"), records, start=START, as_of=date(2022, 3, 1))
    assert [(line.record, line.amount) for line in found.lines] == [("a", 3)]
