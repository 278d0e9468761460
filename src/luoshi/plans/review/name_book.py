"""Doubts about the names of a document: which, where they stand first, how much hangs on each. No database."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from luoshi.compiler.diagnostics import Severity
from luoshi.organization.lookup import Why
from luoshi.organization.naming import NamedUnit
from luoshi.organization.resolution import Unsure
from luoshi.organization.roster_index import RosterIndex
from luoshi.plans.models import Responsibility

WEIGHTS = {Responsibility.Role.LEAD_UNIT.value: 3}
"""What a name in doubt weighs for each duty; leading weighs more than cooperating."""
CODES = {Why.SEVERAL: "N001", Why.LIKE: "N002", Why.BRACKET: "N006"}


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A name, or all new names together, that a person should settle. ``params`` are plain JSON values."""

    code: str
    severity: str
    params: dict[str, Any]
    start: int | None
    end: int | None
    weight: int
    """Grows with the duties that hang on it."""


class Book:
    """Where each name stands first, and how much hangs on it."""

    def __init__(self, duties: Sequence[Responsibility]) -> None:
        self.count = Counter(duty.name for duty in duties)
        self.weight: Counter[str] = Counter()
        self.place: dict[str, tuple[int, int]] = {}
        for duty in duties:
            self.weight[duty.name] += WEIGHTS.get(duty.role, 1)
            self.place.setdefault(duty.name, (duty.start, duty.end))

    def unsure(self, doubt: Unsure) -> NameDoubt:
        """N001, N002 or N006."""
        params = {
            "name": doubt.name,
            "spellings": list(doubt.spellings),
            "collective": doubt.collective,
            "choices": len(doubt.candidates),
            "candidates": [
                asdict(each) | {"hint": each.hint.value, "spellings": list(each.spellings)}
                for each in doubt.candidates
            ],
        }
        return self._about(CODES[doubt.why], Severity.WARNING, doubt.spellings, params)

    def new_units(self, new: Sequence[NamedUnit]) -> Iterator[NameDoubt]:
        """N003, one for all."""
        units = [
            {
                "name": unit.name,
                "kind": unit.kind.value,
                "nameplates": list(unit.nameplates),
                "spellings": list(unit.spellings),
            }
            for unit in new
        ]
        names = [name for unit in new for name in unit.spellings]
        if names:
            params = {"units": units, "count": len(units)}
            yield self._about("N003", Severity.INFO, names, params)

    def unknown_groups(self, groups: Mapping[str, int], roster: RosterIndex) -> Iterator[NameDoubt]:
        """N004, one for each collective whose members nobody has said."""
        spellings: dict[int, list[str]] = {}
        for name, group in groups.items():
            if group not in roster.groups or not roster.groups[group].known:
                spellings.setdefault(group, []).append(name)
        for group, names in spellings.items():
            yield self._about("N004", Severity.INFO, names, {"name": names[0], "group": group})

    def new_people(self, names: Sequence[str]) -> Iterator[NameDoubt]:
        """N005, one for all."""
        people = list(dict.fromkeys(names))
        if people:
            yield self._about("N005", Severity.INFO, people, {"people": people, "count": len(people)})

    def _about(
        self, code: str, severity: Severity, names: Sequence[str], params: dict[str, Any]
    ) -> NameDoubt:
        start, end = min(self.place[name] for name in names)
        duties = sum(self.count[name] for name in names)
        weight = sum(self.weight[name] for name in names)
        return NameDoubt(code, severity.value, params | {"duties": duties}, start, end, weight)
