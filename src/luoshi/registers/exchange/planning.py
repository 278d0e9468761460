"""What a row would do to the register: open a record, change and move one, nothing, or why it may not.

The checks are those of the single verbs; only the questions to the database are asked once for all rows.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from luoshi.core.problems import Refusal
from luoshi.engines.lifecycle import Move, Objection, Part, Passage, Transition, due_on, objections
from luoshi.engines.registers import Entry as Entered
from luoshi.engines.registers import Pack, Snapshot, objections_to, snapshot, snapshots, stored, worded
from luoshi.progress.calendar import working_calendar
from luoshi.registers.actions.keeping import check_path
from luoshi.registers.exchange.columns import NOTE, UNIT, form_of
from luoshi.registers.exchange.known import Held, Known
from luoshi.registers.exchange.reading import Line, Problem, Sheet
from luoshi.registers.exchange.values import Given, given_by, key_said, title_for
from luoshi.registers.models import Entry
from luoshi.web.language import language


class Step(NamedTuple):
    """An entry to be made; ``changes`` are typed values, ``None`` takes one away."""

    verb: Entry.Verb
    day: date
    changes: Mapping[str, object]
    transition: Transition | None
    state: str | None
    """The state entered."""
    note: str


@dataclass(frozen=True, slots=True)
class Planned:
    """What a row does: to a record that is ``held``, or to a new one. No steps: nothing."""

    row: int
    key: str
    unit: int
    held: Held | None
    steps: tuple[Step, ...]
    last: Snapshot | None
    """The record after all steps."""


class Plan(NamedTuple):
    """What a workbook does, and what is wrong in it."""

    rows: tuple[Planned, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Rows that open a record, that change one, and that change nothing."""
        new = sum(each.held is None for each in self.rows)
        changed = sum(each.held is not None and bool(each.steps) for each in self.rows)
        return {"new": new, "changed": changed, "unchanged": len(self.rows) - new - changed}

    @property
    def digest(self) -> str:
        """Tells whether another plan would do the same to the same records."""
        hasher = hashlib.sha256()
        for each in self.rows:
            hasher.update(json.dumps(_told(each), ensure_ascii=False, default=str).encode())
        return hasher.hexdigest()


def _told(row: Planned) -> list[object]:
    seen = (row.held.pk, row.held.count) if row.held and row.steps else None
    return [
        row.key,
        row.unit,
        seen,
        [[each.verb, each.day, each.changes, each.transition and each.transition.id] for each in row.steps],
    ]


def keys_of(sheet: Sheet, pack: Pack) -> list[str]:
    """The key of every row, blank where it cannot be read."""
    column = form_of(pack).key
    return [key_said(line, column) for line in sheet.lines]


def plan_of(sheet: Sheet, known: Known, *, tick: Callable[[int], None]) -> Plan:
    """Go through all rows; ``tick`` is told how many are done. No query."""
    planned: list[Planned] = []
    problems: list[Problem] = []
    rows: dict[str, int] = {}
    for count, (line, key) in enumerate(zip(sheet.lines, keys_of(sheet, known.pack), strict=True), 1):
        found = _Row(line, sheet, known)
        found.check_key(key, rows)
        row = found.planned(key)
        problems += found.problems
        if row is not None:
            planned.append(row)
        tick(count)
    return Plan(tuple(planned), tuple(problems))


class _Row:
    """A row on its way: collects what is wrong with it."""

    def __init__(self, line: Line, sheet: Sheet, known: Known) -> None:
        self.line, self.sheet, self.known = line, sheet, known
        self.pack, self.form = known.pack, known.form
        self.problems: list[Problem] = []

    def report(self, title: str, text: str) -> None:
        """Something is wrong in a column."""
        self.problems.append(Problem(self.line.row, title, text))

    def check_key(self, key: str, rows: dict[str, int]) -> None:
        """A key stands in one row."""
        title = self.form.key.title
        if key and key in rows:
            self.report(title, _("与第%(row)d行的编号相同，请只留一行。") % {"row": rows[key]})
        elif not key and title not in {*self.line.unusable, *self.line.cells}:
            self.report(title, _("必须填写；导入时按它找到记录。"))
        rows.setdefault(key, self.line.row)

    def planned(self, key: str) -> Planned | None:
        """What the row does; ``None`` where something is wrong."""
        given = given_by(self.line, self.sheet, self.known, report=self.report)
        held = self.known.records.get(key)
        unit = self._unit(given, held)
        if self.problems or unit is None:
            return None
        steps = self._opening(given, unit) if held is None else self._going_on(given, held)
        if self.problems:
            return None
        return self._whole(Planned(self.line.row, key, unit, held, tuple(steps), None))

    def _unit(self, given: Given, held: Held | None) -> int | None:
        own = self.known.own
        if held is None:
            unit = given.unit or own
            if unit is None and not self._reported(UNIT):
                self.report(UNIT, _("新登记的记录必须填写责任单位。"))
            elif own is not None and unit != own:
                self.report(UNIT, _("您只能导入“%(unit)s”的记录。") % {"unit": self.known.name(own)})
            return unit
        if given.unit not in (None, held.unit):
            text = _("这条记录由“%(unit)s”负责，导入不能改责任单位。请核对编号或改回。")
            self.report(UNIT, text % {"unit": self.known.name(held.unit)})
        elif own is not None and held.unit != own:
            text = _("编号已用于“%(unit)s”的记录，您不能更新它。请核对编号。")
            self.report(self.form.key.title, text % {"unit": self.known.name(held.unit)})
        return held.unit

    def _reported(self, title: str) -> bool:
        return any(each.title == title for each in self.problems)

    def _opening(self, given: Given, unit: int) -> list[Step]:
        start = self.pack.lifecycle.start.id
        day = given.days.get(start) or min((self.known.day, *given.days.values()))
        values = {name: value for name, value in given.values.items() if value is not None}
        first = Step(Entry.Verb.OPENED, day, values, None, start, given.note)
        self._refuse(objections_to(self.pack, values))
        rest = {state: each for state, each in given.days.items() if state != start}
        return [first, *self._moves(rest, given, [Passage(day, start)], values=values, unit=unit, new=True)]

    def _going_on(self, given: Given, held: Held) -> list[Step]:
        present = snapshot(held.entries, as_of=date.max)
        assert present is not None  # a record that was not withdrawn has an opening
        before = snapshot(held.entries, as_of=self.known.day)
        kept = before.values if before else {}
        changes = {name: value for name, value in given.values.items() if kept.get(name) != value}
        values = dict(present.values) | changes
        days = self._new_days(given, present.passages)
        moves = self._moves(days, given, list(present.passages), values=values, unit=held.unit, new=False)
        return _carried(changes, moves, held, day=self.known.day, note=given.note)

    def _new_days(self, given: Given, passages: Sequence[Passage]) -> dict[str, date]:
        """Days on which a state was entered that the register does not know of yet."""
        found = {}
        for state, day in given.days.items():
            held = [each.day for each in passages if each.state == state]
            if day in held:
                continue
            if held and day < held[-1]:
                text = _("台账中登记的是 %(day)s。要更正已登记的日期，请在记录页面办理。")
                self.report(self.form.entered[state], text % {"day": held[-1]})
            found[state] = day
        return found

    def _moves(
        self,
        days: Mapping[str, date],
        given: Given,
        passages: list[Passage],
        *,
        values: Mapping[str, object],
        unit: int,
        new: bool,
    ) -> list[Step]:
        """The moves in order of their days, each held against what the ones before it came to."""
        order = [each.id for each in self.pack.lifecycle.states]
        found: list[Step] = []
        for state, day in sorted(days.items(), key=lambda each: (each[1], order.index(each[0]))):
            transition = self._between(passages, state)
            if transition is None or self.problems:
                break
            part = self._part(transition, unit, new=new)
            self._check_move(transition, day, given, passages, values=values, part=part)
            passages.append(Passage(day, state))
            found.append(Step(Entry.Verb.MOVED, day, {}, transition, state, given.note))
        return found

    def _between(self, passages: Sequence[Passage], state: str) -> Transition | None:
        lifecycle, present = self.pack.lifecycle, passages[-1].state
        found = lifecycle.between(present, state)
        if found is None and not self.problems:
            held = next((each.day for each in reversed(passages) if each.state == state), None)
            words = {
                "before": lifecycle.state(present).title.say(language()),
                "after": lifecycle.state(state).title.say(language()),
                "day": held,
            }
            text = _("不能从“%(before)s”直接到“%(after)s”。请补填中间各步的日期，或核对先后。") % words
            if held is not None:
                text = _("台账中登记的是 %(day)s。要更正已登记的日期，请在记录页面办理。") % words
            self.report(self.form.entered[state], text)
        return found

    def _part(self, transition: Transition, unit: int, *, new: bool) -> Part | None:
        """The office that takes a record over from elsewhere enters its past whoever made the moves."""
        mine = self.known.parts(unit)
        fitting = next((each for each in transition.by if each in mine), None)
        return transition.by[0] if fitting is None and new and Part.OFFICE in mine else fitting

    def _check_move(
        self,
        transition: Transition,
        day: date,
        given: Given,
        passages: Sequence[Passage],
        *,
        values: Mapping[str, object],
        part: Part | None,
    ) -> None:
        lifecycle, title = self.pack.lifecycle, self.form.entered[transition.target]
        if part is None:
            self.report(title, _("您不能办理“%(move)s”。") % {"move": transition.title.say(language())})
            return
        due = due_on(lifecycle, passages, values=values, calendar=working_calendar())
        move = Move(transition.id, day, part, given.note)
        found = objections(lifecycle, move, passages=passages, values=values, due=due)
        self._refuse(found, day=title)

    def _refuse(self, found: Iterable[Objection], *, day: str = "") -> None:
        for each in found:
            text = worded(self.pack, each, language=language())
            self.report(self._title(each, day), text)

    def _title(self, objection: Objection, day: str) -> str:
        """The column that an objection speaks of."""
        if objection.field == "note":
            return NOTE
        if objection.field in self.pack.by_id:
            return title_for(self.pack, self.sheet, objection.field)
        return day or self.form.key.title

    def _whole(self, row: Planned) -> Planned | None:
        """With the record that all comes to; ``None`` where that does not hold together."""
        if not row.steps:
            return row
        entries = in_order(row)
        try:
            check_path(self.pack, entries)
        except Refusal as refusal:
            self.report(self.form.key.title, refusal.message)
            return None
        last = list(snapshots(entries))[-1]
        self._refuse(objections_to(self.pack, last.values) if row.held else ())
        if self.problems:
            return None
        return Planned(row.row, row.key, row.unit, row.held, row.steps, last)


def in_order(row: Planned) -> list[Entered]:
    """The record's entries with those of the row, as they hold."""
    added = (Entered(each.day, each.state, each.changes) for each in row.steps)
    return sorted((*(row.held.entries if row.held else ()), *added), key=lambda each: each.day)


def _carried(
    changes: Mapping[str, object], moves: Sequence[Step], held: Held, *, day: date, note: str
) -> list[Step]:
    """What a move needs holds from the move on, where nothing later says otherwise; all else from the day."""
    left = dict(changes)
    found: list[Step] = []
    for move in moves:
        assert move.transition is not None
        needs = [name for name in move.transition.needs if name in left and move.day <= day]
        mine = {name: left.pop(name) for name in needs if not _later(held, name, move.day)}
        found.append(move._replace(changes=mine))
    changed = [Step(Entry.Verb.CHANGED, day, left, None, None, note)] if left else []
    return [*changed, *found]


def _later(held: Held, name: str, day: date) -> bool:
    return any(each.day > day and name in each.changes for each in held.entries)


def stored_changes(step: Step) -> dict[str, object]:
    """As an entry keeps them; ``null`` takes a value away."""
    kept = stored({name: value for name, value in step.changes.items() if value is not None})
    return {name: kept.get(name) for name in step.changes}
