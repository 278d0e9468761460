"""Every pack that comes with the product takes its records through a whole life, and its figures follow."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.engines.kernel.seed import seed
from luoshi.engines.lifecycle import Move, Part, due_on, objections
from luoshi.engines.registers import Pack, figure, objections_to, packs, snapshot, steps
from tests.registers.cases import Case, Step, case, entries, names

CALENDAR = seed(range(2021, 2024))


def histories(of: Case) -> dict[str, list]:
    return {key: list(entries(of, steps_)) for key, steps_ in of.records.items()}


def test_every_pack_has_a_case() -> None:
    assert names() == sorted(each.id for each in packs())


@pytest.mark.parametrize("name", names())
def test_every_step_is_allowed_and_no_value_is_refused(name: str) -> None:
    of = case(name)
    for key, taken in of.records.items():
        made = list(entries(of, taken))
        for place, step in enumerate(taken):
            after = snapshot(made[: place + 1], as_of=step.day)
            assert objections_to(of.pack, after.values) == (), (key, step)
            if place and step.move != "change":
                assert refused(of.pack, step, made[:place], after.values) == (), (key, step)


def refused(pack: Pack, step: Step, before: list, values: dict) -> tuple:
    stood = snapshot(before, as_of=step.day)
    part = Part(step.by) if step.by else pack.lifecycle.transition(step.move).by[0]
    due = due_on(pack.lifecycle, stood.passages, values=stood.values, calendar=CALENDAR)
    move = Move(step.move, step.day, part, step.note)
    return objections(pack.lifecycle, move, passages=stood.passages, values=values, due=due)


@pytest.mark.parametrize("name", names())
def test_the_records_pass_through_every_state_and_every_move(name: str) -> None:
    of = case(name)
    moved = {step.move for taken in of.records.values() for step in taken[1:]} - {"change"}
    assert moved == {each.id for each in of.pack.lifecycle.transitions}


@pytest.mark.parametrize("name", names())
def test_every_metric_is_what_the_case_says(name: str) -> None:
    of = case(name)
    assert set(of.metrics) == {each.id for each in of.pack.metrics}
    for metric, figures in of.metrics.items():
        for day, value in figures.items():
            found = figure(of.pack, of.pack.metric(metric), histories(of), start=of.start, as_of=day)
            assert found.value == value, (metric, day, found.value)


@pytest.mark.parametrize("name", names())
def test_the_course_of_a_metric_is_its_figure_on_every_day(name: str) -> None:
    of = case(name)
    for metric in of.pack.metrics:
        course = steps(of.pack, metric, histories(of), start=of.start)
        for month in range(1, 13):
            day = date(2022, month, 28)
            told = [step.value for step in course if step.day <= day]
            found = figure(of.pack, metric, histories(of), start=of.start, as_of=day).value
            assert (told[-1] if told else None) == found or (not told and found in (None, Decimal(0)))


@pytest.mark.parametrize("name", names())
def test_clocks_run_as_the_case_says(name: str) -> None:
    of = case(name)
    for key, days in of.due.items():
        for day, due in days.items():
            stood = snapshot(histories(of)[key], as_of=day)
            found = due_on(of.pack.lifecycle, stood.passages, values=stood.values, calendar=CALENDAR)
            assert found is not None and found.day == due, (key, day, found)


@pytest.mark.parametrize("pack", packs(), ids=lambda each: each.id)
def test_words_and_titles_are_there_in_both_languages(pack: Pack) -> None:
    titles = [pack.title, *(each.title for each in (*pack.fields, *pack.metrics, *pack.lifecycle.states))]
    assert all(each.zh and each.en and each.zh != each.en for each in titles)
