"""Figures in a sentence: a number with its unit, and what the words around it make of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from luoshi.compiler.lexicon import measures, numerals, words
from luoshi.compiler.lexicon.numerals import Number
from luoshi.compiler.model import Operator, Span

_UNITS = "|".join(re.escape(unit) for unit in measures.ALL)
_COUNTED = "|".join(re.escape(unit) for unit in sorted(measures.COUNTED, key=len, reverse=True))
_ARABIC_FIGURE = (
    rf"(?P<low>{numerals.ARABIC})(?P<lowmag>{numerals.MAGNITUDE})?(?P<lowunit>[%％‰])?"
    rf"(?:[ ]?(?:[~～—–-]{{1,2}}|至|到)[ ]?(?P<high>{numerals.ARABIC}))?"
    rf"[ ]?(?P<mag>{numerals.MAGNITUDE})?(?P<more>多|余)?[ ]?(?P<unit>(?:{_UNITS})(?:[(（](?:户|间|次|台|处|套|家|人|个)[)）])?)?"
)
_ARABIC = re.compile(f"(?<![0-9A-Za-z.．+＋第×]){_ARABIC_FIGURE}")
_OPENS = re.compile(_ARABIC_FIGURE)
"""The same behind an item's number: `2.50个小区` is not two and a half."""
_CHINESE = re.compile(rf"(?P<low>{numerals.CHINESE})(?P<more>余|多)?(?P<unit>{_COUNTED})")
_HELD = re.compile("举办|举行|开设|开展|培训|课|班")
_NEAR: Final = 24
"""Only what is held is counted by 期: `培训班20期`, not `项目2期`."""
_ROUND = re.compile(
    "(?:突破|超过|达到|超|过|迈上|跨越|跨上|跃上)(?P<low>十|百|千|万)亿(?:元|美元)?(?:大关|台阶)?(?![级元]?[企项产园])"
)
"""`税收突破百亿元大关`: a round sum in words, behind a word of reaching it."""
_GREAT = re.compile("(?<=建设|打造|新建|建成)(?P<low>[0-9]{1,2})大(?=[\u4e00-\u9fff]{2})")
"""`建设5大基地`: 大 stands where a measure word would."""
_SPELT = "[零一二两三四五六七八九十]{1,3}(?:点[零一二三四五六七八九]{1,2})?"
_WORDS = re.compile(
    f"百分之(?P<percent>{_SPELT})|(?P<points>{_SPELT})个百分点|(?<=率)(?P<none>(?:降?为|保持为?)零)(?![一-龥])"
    "|(?P<times>翻(?P<fold>[一两])?番)"
)
"""`百分之六`, `两个百分点`, `辍学率为零`, `翻一番`: figures without a digit."""
_ANY_WORDS = re.compile("百分|为零|保持零|番")
_DIGIT = re.compile("[0-9０-９]")
_MAY_COUNT = re.compile(
    f"[0-9０-９亿番]|百分|率(?:降?为|保持为?)零|{_CHINESE.pattern}".replace("?P<low>", "?:")
    .replace("?P<more>", "?:")
    .replace("?P<unit>", "?:")
)
_AFTER_CREATING = re.compile(rf"(?:(?:{words.CREATING})(?:不少于|至少|约)?|至少|不少于)$")
_CREATED = re.compile(rf"[^第]{{0,6}}?(?:{words.CREATING})[\u4e00-\u9fff]{{2,20}}$")
_LARGE = ("亿", "万", "万亿", "千亿")
_RATIO = re.compile(
    "(?:率|指数|系数|强度|比|得分|评分)(?:控制在|稳定在|保持在|低于|不超过|不高于|达到|达|降至|降到|提高到|提高至|不低于)$"
)
_RATIO_ENDS = re.compile("(?:以内|以下|以上|左右)?(?:[,，、。；;]|$)")
_SO_MANY_SIDES = re.compile("(?:方面|环节|重点|关键|文明|维度|层面|不|到位|确保|坚持|统筹|结合)")
"""`抓好三个环节`: sides of the matter, not things."""
_LISTED = re.compile("[一二三四五六七八九十]、[一二三四五六七八九十]$")
_NO_UNIT = re.compile("月|工作日|小时|以内小时|号|年")
"""A bare number in front of these measures nothing."""
_PART_OF_A_WORD = re.compile(
    "级|(?<=个)基点|(?<=路)[\u4e00-\u9fff]|(?<=[A-Za-z])[A-Za-z]|(?<=人)(?:论坛|工智能|制)|(?<=分)(?:钟|类|级|之|别|支|公司|布)|(?<=[0-9]{4}年)|(?<=门)(?:口|户)|(?<=口)(?:岸|径)|(?<=头)(?:企业|部|条)|(?<=年)(?:度|级|代|期|制|内|来|底|末|初|前|间)|(?<=台)(?:账|阶)|(?<=担)(?:保|当|任|负)|(?<=期)(?:工程)"
)
"""What follows makes another word of a unit: `50人论坛`, `3头企业`, `2025年`."""
_BEFORE = tuple((Operator(op), re.compile(f"(?:{pattern})[ ]?$")) for op, pattern in words.BEFORE)
_AFTER = tuple((Operator(op), re.compile(f"[ ]?(?:{pattern})")) for op, pattern in words.AFTER)
_NOUN_BEHIND = re.compile("(?:以上|以下|以内|及以上|及以下)(?:的)?[\u4e00-\u9fff0-9]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with unit, and comparator; offsets are of the document's text."""

    span: Span
    """Number and unit."""
    outer: Span
    """With the comparators around it."""
    value: Decimal
    high: Decimal | None
    unit: str | None
    op: Operator
    threshold: bool
    """`1000万元以上项目`: rather part of a name than an aim."""

    @property
    def rate(self) -> bool:
        """Whether it is a percentage."""
        return self.unit in ("%", "‰", "个百分点")


def any_figure(text: str, span: Span) -> bool:
    """Whether there may be a figure at all: cheaper than to look for them."""
    return bool(_MAY_COUNT.search(text, span.start, span.end))


def any_counted(text: str, span: Span) -> bool:
    """Whether things are counted there: `200套公寓`."""
    return any(each.unit in measures.COUNTED for each in figures(text, start=span.start, end=span.end))


def figures(text: str, *, start: int, end: int) -> Iterator[Figure]:
    """Figures of ``text[start:end]`` in printed order; digits that measure nothing are passed over."""
    found = [
        *_arabic(text, start, end),
        *_chinese(text, start, end),
        *_rounded(text, start, end),
        *_great(text, start, end),
        *_in_words(text, start, end),
    ]
    return iter(sorted(found, key=lambda figure: figure.span))


def _arabic_numbers(text: str, start: int, end: int) -> Iterator["re.Match[str]"]:
    first = _DIGIT.search(text, start, end)
    at = first.start() if first else end
    opens = _OPENS.match(text, at, end) if at == start and text[at - 1 : at] in (".", "．") else None
    if opens:
        yield opens
    yield from _ARABIC.finditer(text, opens.end() if opens else at, end) if first else ()


def _arabic(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _arabic_numbers(text, start, end):
        unit = match["unit"] or match["lowunit"]
        magnitude = match["mag"] or match["lowmag"] or ""
        bare = unit is None and not magnitude and _is_a_ratio(text, match, start, end)
        if not bare and (_NO_UNIT.match(text, match.end()) or not (unit or magnitude in _LARGE)):
            continue
        if unit and _PART_OF_A_WORD.match(text, match.end()):
            continue
        if unit == "期" and not _HELD.search(text, max(start, match.start() - _NEAR), match.start()):
            continue
        if unit is None and (magnitude == "亿" or magnitude.endswith("亿")):
            unit = "元"
        elif (
            unit is None and not bare and not re.match("[\u4e00-\u9fff]", text[match.end() : match.end() + 1])
        ):
            continue
        yield _figure(
            text,
            match,
            Number(numerals.arabic(match["low"]), magnitude, bool(match["more"])),
            unit,
            start,
            end,
        )


def _chinese(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _CHINESE.finditer(text, start, end):
        before = text[max(start, match.start() - 8) : match.start()]
        counts = _AFTER_CREATING.search(before) or _LISTED.search(before) or _closes(text, match, start, end)
        some = match["low"] == "一" and match["unit"] in ("批", "批次", "项", "次", "场", "类", "种", "件")
        if counts and not some and not _SO_MANY_SIDES.match(text, match.end()):
            number = Number(numerals.chinese(match["low"]), "", bool(match["more"]))
            yield _figure(text, match, number, match["unit"], start, end)


def _great(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _GREAT.finditer(text, start, end) if "大" in text[start:end] else ():
        span = Span(match.start(), match.end())
        value = numerals.arabic(match["low"])
        yield Figure(span, span, value, None, None, Operator.AT_LEAST, threshold=False)


def _in_words(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _WORDS.finditer(text, start, end) if _ANY_WORDS.search(text, start, end) else ():
        span = Span(match.start(), match.end())
        behind, right = _comparator_behind(text, match.end(), end)
        value, unit, op = _meant(match)
        outer = Span(span.start, span.end + right)
        yield Figure(span, outer, value, None, unit, behind or op, threshold=False)


def _meant(match: "re.Match[str]") -> tuple[Decimal, str, Operator]:
    if match["none"]:
        return Decimal(0), "%", Operator.EQUAL
    if match["times"]:
        return Decimal(2) ** int(numerals.chinese(match["fold"] or "一")), "倍", Operator.AT_LEAST
    unit = "%" if match["percent"] else "个百分点"
    whole, _, part = (match["percent"] or match["points"]).partition("点")
    decimals = "".join(str(numerals.DIGITS[char]) for char in part)
    return numerals.chinese(whole) + (Decimal(f"0.{decimals}") if part else 0), unit, Operator.AT_LEAST


def _is_a_ratio(text: str, match: "re.Match[str]", start: int, end: int) -> bool:
    """`死亡率控制在0.05以下`: a measure without a unit, with a comparator."""
    before = text[max(start, match.start() - 12) : match.start()]
    return bool(_RATIO.search(before)) and bool(_RATIO_ENDS.match(text, match.end(), end))


def _closes(text: str, match: "re.Match[str]", start: int, end: int) -> bool:
    """`建成充电桩两千个`: at the clause's end, behind what was made."""
    front = re.split("[,，、]", text[max(start, match.start() - 30) : match.start()])[-1]
    ends = match.end() == end or text[match.end()] in ",，、。"
    return ends and _CREATED.match(front) is not None


def _rounded(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _ROUND.finditer(text, start, end) if "亿" in text[start:end] else ():
        many = match["low"] == "万"
        yield Figure(
            span=Span(match.start("low"), match.end()),
            outer=Span(match.start(), match.end()),
            value=Decimal(1) if many else numerals.chinese(match["low"]),
            high=None,
            unit=("万亿" if many else "亿") + ("美元" if "美" in match[0] else "元"),
            op=Operator.AT_LEAST if text.startswith("达到", match.start()) else Operator.MORE_THAN,
            threshold=False,
        )


def _figure(
    text: str, match: "re.Match[str]", number: Number, unit: str | None, start: int, end: int
) -> Figure:
    high = match.groupdict().get("high")
    magnitude = number.magnitude
    money = unit is not None and unit.startswith(measures.MONEY)
    value = number.value if money else number.whole
    factor = value / number.value if number.value else Decimal(1)
    before = text[max(start, match.start() - 8) : match.start()]
    op, left = _comparator_before(before)
    behind, right = _comparator_behind(text, match.end(), end)
    if high is not None:
        op = Operator.RANGE
    elif behind is Operator.ABOUT or (behind and op in (None, Operator.AT_LEAST, Operator.AT_MOST)):
        op = behind
    return Figure(
        span=Span(match.start(), match.end()),
        outer=Span(match.start() - left, match.end() + right),
        value=value,
        high=None if high is None else numerals.arabic(high) * factor,
        unit=magnitude + (unit or "") if money else measures.normal(unit) if unit else None,
        op=op or (Operator.MORE_THAN if number.more else Operator.AT_LEAST),
        threshold=bool(_NOUN_BEHIND.match(text, match.end(), end)),
    )


def _comparator_before(before: str) -> tuple[Operator | None, int]:
    """The operator in front of a figure and how many characters it takes; the longest word wins."""
    found = [(len(match[0]), op) for op, pattern in _BEFORE if (match := pattern.search(before))]
    if not found:
        return None, 0
    length, op = max(found, key=lambda each: each[0])
    return op, length


def _comparator_behind(text: str, at: int, end: int) -> tuple[Operator | None, int]:
    for op, pattern in _AFTER:
        match = pattern.match(text, at, end)
        if match:
            return op, len(match[0])
    return None, 0
