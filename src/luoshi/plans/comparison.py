"""Versions as plain values, loaded to be compared, and the mark of what was shown."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from luoshi.core.models import Jurisdiction
from luoshi.core.stamps import stamp
from luoshi.organization.models import GroupName, Person, UnitName
from luoshi.plans.difference import Difference, difference
from luoshi.plans.edition import Aim, Duty, Edition, Item
from luoshi.plans.models import PlanVersion, Responsibility, Section, Target, Task

STOPS = "。；;\n"
"""Signs that end a sentence or a clause of its own."""
LEADER = Responsibility.Role.LEADER


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions and what lies between them."""

    old: PlanVersion
    new: PlanVersion
    difference: Difference

    @property
    def fingerprint(self) -> str:
        """Changes when any change that is shown does, or when another version is compared."""
        changes = [asdict(change) for change in self.difference.changes]
        return stamp({"old": self.old.pk, "new": self.new.pk, "changes": changes})


def compared(old: PlanVersion, new: PlanVersion) -> Comparison:
    """Both versions with names as they are known in the new one's year. At most thirteen queries.

    A version that is not published yet has names that nobody has tied to a unit; they are taken for the
    unit that bears them, where there is one only.
    """
    known = known_names(new.document.jurisdiction, year=new.year or date.min.year)
    return Comparison(old, new, difference(edition_of(old, known), edition_of(new, known)))


def known_names(jurisdiction: Jurisdiction, *, year: int) -> dict[tuple[bool, str], str]:
    """The only bearer of a name in a year, by whether it is a person's, and the name. Three queries."""
    bearers: dict[tuple[bool, str], set[str]] = defaultdict(set)
    named = UnitName.objects.filter(jurisdiction=jurisdiction).exclude(until__year__lt=year)
    for name, unit in named.values_list("name", "unit_id"):
        bearers[False, name].add(f"unit:{unit}")
    for name, group in GroupName.objects.filter(jurisdiction=jurisdiction).values_list("name", "group_id"):
        bearers[False, name].add(f"group:{group}")
    for name, person in Person.objects.filter(jurisdiction=jurisdiction).values_list("name", "pk"):
        bearers[True, name].add(f"person:{person}")
    return {name: next(iter(found)) for name, found in bearers.items() if len(found) == 1}


def edition_of(version: PlanVersion, known: Mapping[tuple[bool, str], str]) -> Edition:
    """The version's values. Four queries, one more where its document is not loaded."""
    text = version.document.text
    sections = {section.pk: section for section in version.sections.all()}
    duties, aims = _duties(version, known), _aims(version, text)
    tasks = [(task, sections.get(task.section_id)) for task in version.tasks.order_by("ordinal", "start")]
    return Edition(
        year=version.year or 0,
        items=tuple(
            _item(task, section, text, duties=duties[task.pk], aims=aims[task.pk]) for task, section in tasks
        ),
        aims=tuple(aims[None]),
    )


def _item(
    task: Task, section: Section | None, text: str, *, duties: Iterable[Duty], aims: Iterable[Aim]
) -> Item:
    return Item(
        key=task.pk,
        number=task.number,
        title=task.title,
        body=text[task.body_start : task.body_end],
        printed=text[task.start : task.end],
        section=section.title if section else "",
        duties=tuple(duties),
        aims=tuple(aims),
    )


def _duties(version: PlanVersion, known: Mapping[tuple[bool, str], str]) -> dict[int, list[Duty]]:
    found: dict[int, list[Duty]] = defaultdict(list)
    for duty in Responsibility.objects.filter(task__version=version).order_by("ordinal", "start"):
        found[duty.task_id].append(Duty(role=duty.role, name=duty.name, who=_who(duty, known)))
    return found


def _who(duty: Responsibility, known: Mapping[tuple[bool, str], str]) -> str:
    """The unit, group or person; before publishing the only one that bears the name, or the name itself."""
    for kind in ("unit", "group", "person"):
        if pk := getattr(duty, f"{kind}_id"):
            return f"{kind}:{pk}"
    return known.get((duty.role == LEADER, duty.name), duty.name)


def _aims(version: PlanVersion, text: str) -> dict[int | None, list[Aim]]:
    found: dict[int | None, list[Aim]] = defaultdict(list)
    for target in version.targets.order_by("ordinal"):
        found[target.task_id].append(_aim(target, text))
    return found


def _aim(target: Target, text: str) -> Aim:
    return Aim(
        key=target.pk,
        kind=target.kind,
        metric=target.metric,
        op=target.op,
        value=target.value,
        value_high=target.value_high,
        value_text=target.value_text,
        unit=target.unit,
        stretch=target.stretch,
        strength=target.strength,
        deadline=target.deadline,
        reference=target.reference,
        words=text[target.start : target.end],
        sentence=sentence(text, target.start, target.end),
    )


def sentence(text: str, start: int, end: int) -> str:
    """The printed sentence around a stretch of text, its full stop included."""
    before = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    after = min(
        (at for stop in STOPS if (at := text.find(stop, max(start, end - 1))) >= 0), default=len(text)
    )
    return text[before : after + 1].strip()
