"""Which printed names of one document mean the same unit. Pure: no database, no clock.

Two spellings become one unit only where the document itself makes it certain; a doubt keeps them
apart and says between what. The rules are about the language of office names:

- a bracket behind the name holds its second nameplate: `区财政局(国资局)`;
- a level (`区`, `市`, `县` …) in front may be left out: `财政局` for `区财政局`;
- within a list it is often printed once, in front of the first name: `区投促局、财政局`;
- one list does not name one unit twice.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from luoshi.organization.kinds import UnitKind, kind_of

T = TypeVar("T", bound=Hashable)
_SHORTEST_STEM = 2


class Printed(NamedTuple):
    """A name in a responsibility clause. ``position`` counts from 0 in its list."""

    name: str
    role: str = ""
    position: int = 0
    span: tuple[int, int] | None = None


class DoubtCode(StrEnum):
    """Why spellings were not taken for one unit."""

    SEVERAL_LEVELS = "several_levels"
    """A name without its level, where several levels have such a unit."""
    LIST_SAYS_OTHERWISE = "list_says_otherwise"
    """The list's first name gives another level, or the list names both spellings."""
    NAMEPLATE_OF_SEVERAL = "nameplate_of_several"
    """A nameplate that several units carry."""
    BRACKET_UNCLEAR = "bracket_unclear"
    """The bracket behind a name is no unit's name."""


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """One unit. ``name`` is its fullest printed name; ``spellings`` are as printed, in order."""

    name: str
    kind: UnitKind
    nameplates: tuple[str, ...]
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A collective of units (`各社区管委会`), whose members the document does not list."""

    name: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A spelling that stays a unit of its own, and the units that it may mean."""

    code: DoubtCode
    spelling: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """All units, groups and doubts of one document, each in order of first appearance."""

    units: tuple[NamedUnit, ...]
    groups: tuple[NamedGroup, ...]
    doubts: tuple[Doubt, ...]


class Key(NamedTuple):
    """A unit's name taken apart: ``区`` and ``财政局``; the level is ``""`` where none is printed."""

    level: str
    stem: str

    @property
    def name(self) -> str:
        """The name put together again."""
        return self.level + self.stem


@dataclass(frozen=True, slots=True)
class Spelling:
    """A printed spelling, what it names, and the nameplates in its bracket."""

    printed: str
    key: Key
    nameplates: tuple[Key, ...] = ()
    bracket_unclear: bool = False


LEVELS = "省市州盟区县旗镇乡"
"""Characters that say whose unit it is when they stand in front of the name."""

_NO_LEVEL = re.compile(
    r"市场|市容|市政(?!府|协)|市民(?=中心|服务|热线)|市监(?=局|分局|所)|区域|区块|区位|县域|省际|州际|镇街|乡镇|乡村|旗舰"
)
"""Words that only begin like a level: `市场监管局` is no office `场监管局` of a city."""

_BLANKS = re.compile(r"\s+")
_BRACKETS = str.maketrans("（）〔〕［］[]【】", "()()()()()")
_BRACKET = re.compile(r"(?P<head>[^()]+)\((?P<inside>[^()]+)\)")
_NAMEPLATE = re.compile(r"[^,;:\uff0c\uff1b\uff1a]+(局|委|会|办|办公室|部|厅)")
_SEPARATOR = "、"

GROUP_RULES: Mapping[str, re.Pattern[str]] = {
    "each": re.compile(r"各"),
    "members": re.compile(r"(成员|组成|责任|相关|有关)(单位|部门|企业)$"),
    "belonging": re.compile(
        rf"^[{LEVELS}](属|直|级).*(企业|公司|单位|部门|学校|院校|高校|医院|卫生院|机关)$"
    ),
    "stationed": re.compile(r"^(中央|省|市)*驻.*(单位|企业|机构|部门|高校)$"),
    "concerned": re.compile(r"^(有关|相关|其他|所有|全体)"),
    "class_noun": re.compile(
        r"^(国有)?(学校|卫生院|医院|幼儿园|企业|公司|单位|部门|街道|乡镇|镇街|社区|园区)$"
    ),
}
"""What in a name says that it speaks of many units: `各…`, `…成员单位`, `区属…`, `驻区…`, `有关…`, a bare noun."""

Meant = dict[str, Key]
"""Printed spelling to the unit that it means."""


def resolve(names: Iterable[str | Printed]) -> Names:
    """The units, groups and doubts of one document from its printed names, in printed order.

    A plain text is a name whose list is not known. Every printed spelling belongs to exactly one
    unit or group.
    """
    printed = [Printed(name) if isinstance(name, str) else name for name in names]
    all_names = list(dict.fromkeys(each.name for each in printed))
    single = {name: taken_apart(name) for name in all_names if not is_group(name)}
    meant, level_doubts = _complete_levels(single, lists_of(printed))
    meant, plate_doubts = _join_nameplates(single, meant)
    groups = _gathered({name: folded(name) for name in all_names if name not in single})
    return Names(
        units=tuple(_unit(key, [single[name] for name in said]) for key, said in _gathered(meant).items()),
        groups=tuple(NamedGroup(said[0], tuple(said)) for said in groups.values()),
        doubts=(*level_doubts, *plate_doubts, *_unclear_brackets(single)),
    )


def folded(name: str) -> str:
    """The name without blanks and with half-width round brackets."""
    return _BLANKS.sub("", name).translate(_BRACKETS)


def is_group(name: str) -> bool:
    """Whether the name speaks of many units, by `GROUP_RULES`."""
    return any(rule.search(folded(name)) for rule in GROUP_RULES.values())


def taken_apart(printed: str) -> Spelling:
    """A unit's spelling as level, stem and nameplates."""
    name = folded(printed)
    bracket = _BRACKET.fullmatch(name)
    if bracket is None:
        return Spelling(printed, key_of(name))
    plates = bracket["inside"].split(_SEPARATOR)
    if not all(_NAMEPLATE.fullmatch(plate) for plate in plates):
        return Spelling(printed, key_of(name), bracket_unclear=True)
    return Spelling(printed, key_of(bracket["head"]), tuple(map(key_of, plates)))


def key_of(name: str) -> Key:
    """Level and stem of a folded name without bracket."""
    if len(name) <= _SHORTEST_STEM or name[0] not in LEVELS or _NO_LEVEL.match(name):
        return Key("", name)
    return Key(name[0], name[1:])


def lists_of(printed: Sequence[Printed]) -> list[list[str]]:
    """The names of each printed list, in order."""
    lists: list[list[str]] = []
    role = None
    for each in printed:
        if each.position == 0 or each.role != role or not lists:
            lists.append([])
        lists[-1].append(each.name)
        role = each.role
    return lists


def _complete_levels(single: Mapping[str, Spelling], lists: Sequence[list[str]]) -> tuple[Meant, list[Doubt]]:
    """Give each name without a level the one that the document makes certain.

    The second round knows the levels of those that carry nameplates, which are names too.
    """
    keys = [[single[name].key for name in names if name in single] for names in lists]
    meant, _ = _levels_from(single, keys, plates=frozenset())
    plates = frozenset(plate for name, spelling in single.items() for plate in _plates(spelling, meant[name]))
    return _levels_from(single, keys, plates=plates)


def _plates(spelling: Spelling, unit: Key) -> list[Key]:
    return [Key(plate.level or unit.level, plate.stem) for plate in spelling.nameplates]


def _levels_from(
    single: Mapping[str, Spelling], lists: Sequence[list[Key]], *, plates: frozenset[Key]
) -> tuple[Meant, list[Doubt]]:
    same_stem: dict[str, set[Key]] = defaultdict(set)
    for key in {spelling.key for spelling in single.values() if spelling.key.level} | plates:
        same_stem[key.stem].add(key)
    meant: Meant = {}
    doubts: dict[Key, Doubt] = {}
    for name, spelling in single.items():
        found = _full_key(spelling.key, same_stem[spelling.key.stem], lists)
        meant[name] = spelling.key if isinstance(found, Doubt) else found
        if isinstance(found, Doubt):
            doubts.setdefault(spelling.key, found)
    return meant, list(doubts.values())


def _full_key(key: Key, candidates: set[Key], lists: Sequence[list[Key]]) -> Key | Doubt:
    """The unit that a key means among the candidates of its stem, or a doubt between them."""
    if key.level or not candidates:
        return key
    inherited = {level_before(key, names) for names in lists if key in names}
    ruled_out = {other for names in lists if key in names for other in names if other != key}
    fitting = {each for each in candidates - ruled_out if inherited <= {each.level}}
    if len(candidates) == 1:
        fitting |= {each for each in candidates - ruled_out if inherited <= {each.level, ""}}
    if len(fitting) == 1:
        return fitting.pop()
    code = DoubtCode.SEVERAL_LEVELS if len(candidates) > 1 else DoubtCode.LIST_SAYS_OTHERWISE
    return Doubt(code, key.name, tuple(sorted(each.name for each in candidates)))


def level_before(key: Key, names: Sequence[Key]) -> str:
    """The level of the nearest name in front of ``key`` in its list that has one; empty where none has."""
    before = (each.level for each in reversed(names[: names.index(key)]) if each.level)
    return next(before, "")


def _join_nameplates(single: Mapping[str, Spelling], meant: Meant) -> tuple[Meant, list[Doubt]]:
    """Let a unit that is named by another's nameplate be that other unit."""
    carriers: dict[Key, set[Key]] = defaultdict(set)
    for name, spelling in single.items():
        for plate in _plates(spelling, meant[name]):
            carriers[plate].add(meant[name])
    joined: dict[Key, Key] = {}
    doubts = []
    for unit in dict.fromkeys(meant.values()):
        others = carriers.get(unit, set()) - {unit}
        if len(others) > 1:
            doubts.append(_several_carriers(unit, others))
        elif others and _follow(joined, *others) != unit:
            joined[unit] = _follow(joined, *others)
    return {name: _follow(joined, key) for name, key in meant.items()}, doubts


def _several_carriers(unit: Key, carriers: set[Key]) -> Doubt:
    return Doubt(DoubtCode.NAMEPLATE_OF_SEVERAL, unit.name, tuple(sorted(each.name for each in carriers)))


def _follow(joined: Mapping[Key, Key], key: Key) -> Key:
    while key in joined:
        key = joined[key]
    return key


def _unclear_brackets(single: Mapping[str, Spelling]) -> list[Doubt]:
    return [
        Doubt(DoubtCode.BRACKET_UNCLEAR, name, ())
        for name, spelling in single.items()
        if spelling.bracket_unclear
    ]


def _gathered(meant: Mapping[str, T]) -> dict[T, list[str]]:
    """Spellings by what they mean, in order of first appearance."""
    gathered: dict[T, list[str]] = defaultdict(list)
    for name, meaning in meant.items():
        gathered[meaning].append(name)
    return gathered


def _unit(key: Key, spellings: Sequence[Spelling]) -> NamedUnit:
    printed = [spelling.key for spelling in spellings]
    name = (key if key in printed else printed[0]).name
    plates = dict.fromkeys(plate.name for spelling in spellings for plate in spelling.nameplates)
    return NamedUnit(name, kind_of(name), tuple(plates), tuple(spelling.printed for spelling in spellings))
