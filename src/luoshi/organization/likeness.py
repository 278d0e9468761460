"""Which known names a printed name is like, and in what way. Pure: no database, no clock.

Two names are alike when one shortens the other (`人社局` and `人力资源和社会保障局`) or when they are nearly
written the same (`市场监督局` and `市场监管局`). Likeness is never certainty: it only ranks what a person
is offered.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz, process

from luoshi.organization.kinds import UnitKind, kind_of

SHOWN = 5
"""Like names that are offered at most."""
OFFICES = frozenset({UnitKind.DEPARTMENT, UnitKind.VERTICAL_AGENCY, UnitKind.INSTITUTION})
"""Kinds that are often mistaken for each other, and that change into each other."""
COMPANIES = frozenset({UnitKind.STATE_COMPANY, UnitKind.COMPANY})
ALIKE, ALIKE_OTHERS = 74.0, 85.0
"""How much of two names must be the same, in per cent: of offices without their endings, of others."""
_ENDING = re.compile(
    r"(办公室|委员会|管委会|分局|总局|中心|办事处|有限公司|公司|集团|大队|支队|局|委|办|会|部|厅|处|所|站)$"
)
_LONG_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "办": ("办", "办公室"),
    "委": ("委", "委员会"),
    "团": ("团", "集团有限公司", "集团公司"),
    "会": ("会",),
    "区": ("区", "管委会", "管理委员会"),
    "道": ("道", "道办", "道办事处"),
    "镇": ("镇", "镇政府", "镇人民政府"),
    "乡": ("乡", "乡政府", "乡人民政府"),
}
"""How a long form may end whose short form ends with this character: the office behind a place is left out."""
_NUMBER = re.compile(r"[一二三四五六七八九十0-9]+")
_MEMBERS = re.compile(r"(各|有关|相关)*(成员|组成|责任)(单位|部门)$")
OFFICE = "office"
_FAR = 8
"""How many times longer than its short form a name may be."""


class Likely(StrEnum):
    """In what way two names are alike."""

    SHORT_OF = "short_of"
    """The printed name shortens the known one."""
    LONG_FOR = "long_for"
    """The known name shortens the printed one."""
    SIMILAR = "similar"


class Like(NamedTuple):
    """A known stem that is like the printed one; ``score`` from 0 to 1."""

    stem: str
    why: Likely
    score: float


class Form(NamedTuple):
    """What of a stem is compared with other stems of the same sort."""

    sort: str
    """A kind; offices are all one sort."""
    text: str
    """An office without its ending, others whole."""
    numbers: tuple[str, ...]
    """These must be equal."""


class Likeness:
    """Finds like stems among many, looking closely only at those that share characters."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._by_char: dict[str, set[str]] = defaultdict(set)
        self._by_first: dict[str, set[str]] = defaultdict(set)
        self._by_pair: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._forms: dict[str, Form] = {}
        for stem in stems:
            form = self._forms[stem] = form_of(stem)
            self._by_first[stem[0]].add(stem)
            for char in set(stem):
                self._by_char[char].add(stem)
            for pair in _pairs(form.text):
                self._by_pair[form.sort, pair].add(stem)

    def like(self, stem: str) -> list[Like]:
        """The likest stems first, each once, other than this one; at most `SHOWN`."""
        best: dict[str, Like] = {}
        for found in (*self._longer(stem), *self._shorter(stem), *self._similar(stem)):
            if found.stem not in best or best[found.stem].score < found.score:
                best[found.stem] = found
        return sorted(best.values(), key=lambda like: (-like.score, like.stem))[:SHOWN]

    def _longer(self, stem: str) -> Iterator[Like]:
        rarest_first = sorted((self._by_char.get(char, set()) for char in set(stem)), key=len)
        for known in set.intersection(*rarest_first):
            if known != stem and shortens(stem, known):
                yield Like(known, Likely.SHORT_OF, _closeness(stem, known))

    def _shorter(self, stem: str) -> Iterator[Like]:
        for known in self._by_first.get(stem[0], ()):
            if known != stem and shortens(known, stem):
                yield Like(known, Likely.LONG_FOR, _closeness(known, stem))

    def _similar(self, stem: str) -> Iterator[Like]:
        form = form_of(stem)
        near = set().union(*(self._by_pair.get((form.sort, pair), set()) for pair in _pairs(form.text)))
        texts = {known: self._forms[known].text for known in near - {stem}}
        office = form.sort == OFFICE
        least = ALIKE if office else ALIKE_OTHERS
        for _text, score, known in process.extract(
            form.text, texts, scorer=fuzz.ratio, processor=None, score_cutoff=least, limit=None
        ):
            if self._forms[known].numbers == form.numbers:
                yield Like(known, Likely.SIMILAR, round(score / 100 * (0.95 if office else 1.0), 3))


def form_of(stem: str) -> Form:
    """How the stem is compared."""
    kind = kind_of(stem)
    office = kind in OFFICES
    return Form(OFFICE if office else kind, core(stem) if office else stem, tuple(_NUMBER.findall(stem)))


def core(stem: str) -> str:
    """The stem without the word for what sort of office it is; the whole where that leaves one character."""
    bare = _ENDING.sub("", stem)
    return bare if len(bare) > 1 else stem


def shortens(short: str, long: str) -> bool:
    """Whether the characters of ``short`` stand in ``long`` in the same order, from its first to its last word.

    `自规分局` shortens `自然资源和规划分局`; `规划局` does not, `资源局` neither: a short form begins where the
    name begins, unless it is a whole stretch of it. Companies go by the name in the middle: `鑫城公司` of
    `合肥鑫城国有资产经营有限公司`.
    """
    if not len(short) < len(long) <= _FAR * len(short) or len(short) < 2:
        return False
    if not long.endswith(_LONG_ENDINGS.get(short[-1], (short[-1],))):
        return False
    if short[0] != long[0] and short not in long and not _named_inside(short, long):
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def _named_inside(short: str, long: str) -> bool:
    """Whether both are companies and the long name holds what the short one is called."""
    return {kind_of(short), kind_of(long)} <= COMPANIES and core(short) in long


def body_of(group: str) -> str:
    """The body whose members a collective name means: `安委会` of `安委会各成员单位`."""
    return _MEMBERS.sub("", group) or group


def _closeness(short: str, long: str) -> float:
    """Less where the short name is only the end of the long one: `建设局` and `重点工程建设局` are mostly two."""
    begin = 0.55 if long.endswith(short) else 0.7
    return round(begin + 0.25 * len(short) / len(long), 3)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
