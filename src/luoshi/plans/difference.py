"""What changed between two versions of a plan, in values. Pure.

The same for an adjustment within a year and for last year's plan against this year's: deadlines are compared
by their place in the year.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.plans.alignment import Alignment, align
from luoshi.plans.edition import Aim, Duty, Edition, Item, folded

LEADER, LEAD_UNIT = "leader", "lead_unit"
AT_MOST = frozenset({"<=", "<"})


class Heading(StrEnum):
    """Under which changes are listed and counted, in this order."""

    ADDED = "added"
    DROPPED = "dropped"
    RAISED = "raised"
    LOWERED = "lowered"
    DEADLINE = "deadline"
    DUTY = "duty"
    AIM = "aim"
    WORDING = "wording"
    PLACE = "place"


class Sort(StrEnum):
    """What happened."""

    ITEM_ADDED = "item_added"
    ITEM_DROPPED = "item_dropped"
    REWORDED = "reworded"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    AIM_ADDED = "aim_added"
    AIM_DROPPED = "aim_dropped"
    AIM_MOVED = "aim_moved"
    RAISED = "raised"
    LOWERED = "lowered"
    EARLIER = "earlier"
    LATER = "later"
    LEVEL = "level"
    """Another grade, rank, direction or yardstick: neither more nor less in figures."""
    OPERATOR = "operator"
    STRENGTH = "strength"
    METRIC = "metric"
    DUTY_ADDED = "duty_added"
    DUTY_DROPPED = "duty_dropped"
    ROLE = "role"
    FIRST_LEAD = "first_lead"
    LEADERS = "leaders"


HEADINGS: dict[Sort, Heading] = {
    Sort.ITEM_ADDED: Heading.ADDED,
    Sort.AIM_ADDED: Heading.ADDED,
    Sort.ITEM_DROPPED: Heading.DROPPED,
    Sort.AIM_DROPPED: Heading.DROPPED,
    Sort.RAISED: Heading.RAISED,
    Sort.LOWERED: Heading.LOWERED,
    Sort.EARLIER: Heading.DEADLINE,
    Sort.LATER: Heading.DEADLINE,
    Sort.DUTY_ADDED: Heading.DUTY,
    Sort.DUTY_DROPPED: Heading.DUTY,
    Sort.ROLE: Heading.DUTY,
    Sort.FIRST_LEAD: Heading.DUTY,
    Sort.LEADERS: Heading.DUTY,
    Sort.LEVEL: Heading.AIM,
    Sort.OPERATOR: Heading.AIM,
    Sort.STRENGTH: Heading.AIM,
    Sort.METRIC: Heading.AIM,
    Sort.AIM_MOVED: Heading.AIM,
    Sort.REWORDED: Heading.WORDING,
    Sort.MOVED: Heading.PLACE,
    Sort.RENUMBERED: Heading.PLACE,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change, with the tasks and targets that it is about; a side that is not there is ``None``."""

    sort: Sort
    old_item: Item | None = None
    new_item: Item | None = None
    old_aim: Aim | None = None
    new_aim: Aim | None = None
    name: str = ""
    """The unit whose duty changed."""
    before: str = ""
    after: str = ""
    """What no target says: roles of the unit, names of those in front, headings, numbers."""

    @property
    def heading(self) -> Heading:
        """Under which it is listed."""
        return HEADINGS[self.sort]


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes in printed order, and what they were found by."""

    changes: tuple[Change, ...]
    alignment: Alignment

    def counts(self) -> dict[Heading, int]:
        """How many changes stand under each heading; headings without any are left out."""
        found = Counter(change.heading for change in self.changes)
        return {heading: found[heading] for heading in Heading if found[heading]}


def difference(old: Edition, new: Edition) -> Difference:
    """Everything that changed from the old version to the new one."""
    found = align(old, new)
    years = old.year, new.year
    homes = _homes(old), _homes(new)
    changes = [
        *_aims(found.headline.both, years=years, homes=homes),
        *(Change(Sort.AIM_DROPPED, old_aim=aim) for aim in found.headline.dropped),
        *(Change(Sort.AIM_ADDED, new_aim=aim) for aim in found.headline.added),
        *_items(found, years=years, homes=homes),
    ]
    return Difference(changes=tuple(changes), alignment=found)


Homes = tuple[dict[int, Item], dict[int, Item]]
"""The task of each target, on either side; headline targets have none."""


def _homes(edition: Edition) -> dict[int, Item]:
    return {aim.key: item for item in edition.items for aim in item.aims}


def _items(found: Alignment, *, years: tuple[int, int], homes: Homes) -> Iterator[Change]:
    usual = _usual_sections(found.items.both)
    changed = {each.key for pair in found.aims.both for each in pair if _differs(*pair, years=years)}
    for item in found.items.dropped:
        yield Change(Sort.ITEM_DROPPED, old_item=item)
    for item in found.items.added:
        yield Change(Sort.ITEM_ADDED, new_item=item)
    yield from _alone(found, homes)
    paired = frozenset((old.key, new.key) for old, new in found.items.both)
    yield from _aims(found.aims.both, years=years, homes=homes, paired=paired)
    lone = {aim.key for aim in (*found.aims.dropped, *found.aims.added)} | changed
    for old, new in found.items.both:
        yield from _duties(old, new)
        yield from _wording(old, new, told=any(aim.key in lone for aim in (*old.aims, *new.aims)))
        yield from _place(old, new, usual=usual)


def _differs(old: Aim, new: Aim, *, years: tuple[int, int]) -> bool:
    return any(True for _ in _aim(old, new, years=years))


def _alone(found: Alignment, homes: Homes) -> Iterator[Change]:
    """Targets that came or went within a task that stayed; those of other tasks come and go with it."""
    gone = {item.key for item in found.items.dropped}
    come = {item.key for item in found.items.added}
    for aim in found.aims.dropped:
        if homes[0][aim.key].key not in gone:
            yield Change(Sort.AIM_DROPPED, old_item=homes[0][aim.key], old_aim=aim)
    for aim in found.aims.added:
        if homes[1][aim.key].key not in come:
            yield Change(Sort.AIM_ADDED, new_item=homes[1][aim.key], new_aim=aim)


def _aims(
    pairs: Iterable[tuple[Aim, Aim]],
    *,
    years: tuple[int, int],
    homes: Homes,
    paired: frozenset[tuple[int, int]] = frozenset(),
) -> Iterator[Change]:
    """What changed in the targets; ``paired`` has the keys of the tasks that are one."""
    for old, new in pairs:
        home, away = homes[0].get(old.key), homes[1].get(new.key)
        if home and away and (home.key, away.key) not in paired:
            yield Change(Sort.AIM_MOVED, old_item=home, new_item=away, old_aim=old, new_aim=new)
        for sort in _aim(old, new, years=years):
            yield Change(sort, old_item=home, new_item=away, old_aim=old, new_aim=new)


def _aim(old: Aim, new: Aim, *, years: tuple[int, int]) -> Iterator[Sort]:
    yield from _level(old, new)
    due, then_due = _due(old, years[0]), _due(new, years[1])
    if due != then_due:
        yield Sort.EARLIER if then_due < due else Sort.LATER
    if old.op != new.op:
        yield Sort.OPERATOR
    if old.strength != new.strength:
        yield Sort.STRENGTH
    if folded(old.metric) != folded(new.metric):
        yield Sort.METRIC


def _level(old: Aim, new: Aim) -> Iterator[Sort]:
    """The first figure that differs decides: the value, the upper end, what is striven for."""
    figures = zip(
        (old.value, old.value_high, old.stretch), (new.value, new.value_high, new.stretch), strict=True
    )
    for before, after in figures:
        if before != after:
            known = before is not None and after is not None
            yield (Sort.RAISED if after > before else Sort.LOWERED) if known else Sort.LEVEL  # type: ignore[operator]
            return
    if (old.value_text, old.reference) != (new.value_text, new.reference):
        yield Sort.LEVEL


def stricter(change: Change) -> bool:
    """Whether a figure that was raised or lowered asks for more than before."""
    aim = change.new_aim
    return (change.sort == Sort.RAISED) != (aim is not None and aim.op in AT_MOST)


def _due(aim: Aim, year: int) -> tuple[int, int, int]:
    """The deadline by its place in the plan's year; the year's end where none is printed."""
    day = aim.deadline
    return (0, 12, 31) if day is None else (day.year - year, day.month, day.day)


def _duties(old: Item, new: Item) -> Iterator[Change]:
    leaders = _named(old.duties, LEADER), _named(new.duties, LEADER)
    if leaders[0].keys() != leaders[1].keys():
        names = [_listed(each.values()) for each in leaders]
        yield Change(Sort.LEADERS, old_item=old, new_item=new, before=names[0], after=names[1])
    replaced = _first_leads(old, new)
    if replaced:
        yield Change(
            Sort.FIRST_LEAD, old_item=old, new_item=new, before=replaced[0].name, after=replaced[1].name
        )
    said = {duty.who for duty in replaced}
    yield from _units(old, new, said=said)


def _listed(names: Iterable[str]) -> str:
    return "、".join(names)


def _named(duties: Iterable[Duty], role: str) -> dict[str, str]:
    return {duty.who: duty.name for duty in duties if duty.role == role}


def _first_leads(old: Item, new: Item) -> tuple[Duty, ...]:
    """The units that answer first, where it is another one; empty where it is not, or where there is none."""
    first = [next((duty for duty in item.duties if duty.role == LEAD_UNIT), None) for item in (old, new)]
    known = tuple(duty for duty in first if duty is not None)
    return known if len(known) == 2 and known[0].who != known[1].who else ()


def _units(old: Item, new: Item, *, said: set[str]) -> Iterator[Change]:
    """Units that came, went or have another role; of the first leads only what their line does not say."""
    was, now = _roles(old.duties), _roles(new.duties)
    names = {duty.who: duty.name for duty in (*old.duties, *new.duties)}
    for who in dict.fromkeys([*was, *now]):
        before, after = was.get(who, ()), now.get(who, ())
        if before == after or (who in said and not (before and after)):
            continue
        sort = Sort.ROLE if before and after else Sort.DUTY_ADDED if after else Sort.DUTY_DROPPED
        yield Change(
            sort,
            old_item=old,
            new_item=new,
            name=names[who],
            before="".join(before[:1]),
            after="".join(after[:1]),
        )


def _roles(duties: Sequence[Duty]) -> dict[str, tuple[str, ...]]:
    """Roles of each unit, its leads first; people are told apart in a line of their own."""
    found: dict[str, set[str]] = defaultdict(set)
    for duty in duties:
        if duty.role != LEADER:
            found[duty.who].add(duty.role)
    return {who: tuple(sorted(roles, reverse=True)) for who, roles in found.items()}


def _wording(old: Item, new: Item, *, told: bool) -> Iterator[Change]:
    """Another text than can be told from the changed targets."""
    if folded(old.body) == folded(new.body):
        return
    if not told or _rest(old) != _rest(new):
        yield Change(Sort.REWORDED, old_item=old, new_item=new)


def _rest(item: Item) -> str:
    """The text without the words of its targets."""
    text = item.body
    for aim in item.aims:
        text = text.replace(aim.words, "") if aim.words else text
    return folded(text)


def _place(old: Item, new: Item, *, usual: dict[str, str]) -> Iterator[Change]:
    if usual[old.section] != new.section:
        yield Change(Sort.MOVED, old_item=old, new_item=new, before=old.section, after=new.section)
    if old.number != new.number:
        yield Change(Sort.RENUMBERED, old_item=old, new_item=new, before=old.number, after=new.number)


def _usual_sections(pairs: Iterable[tuple[Item, Item]]) -> dict[str, str]:
    """Where most tasks of a section are now: a heading that was reworded has moved nothing."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new in pairs:
        found[old.section][new.section] += 1
    return {old: max(counts, key=lambda new: (counts[new], new == old, new)) for old, counts in found.items()}
