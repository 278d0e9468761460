"""The grammar of responsibility clauses: where they stand, their labels, their lists of names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.compiler.lexicon.rule import Example, Rule
from luoshi.compiler.model import Party, Span
from luoshi.compiler.passes.names import parties

LEADER, LEAD, COOP, EITHER, OTHER = "leader", "lead", "coop", "either", "other"
"""``either`` is a plain `责任单位`: it leads, unless another label already says who leads.
``other`` names no one (`完成时限`), but ends the list in front of it."""


def _whole(*words: str) -> tuple[Example, ...]:
    """Examples that the pattern covers from end to end."""
    return tuple(Example(word, word) for word in words)


_LEVEL = "(?:[省市区县州镇乡]级?)?"
_BODY = "(?:单位|部门|科室|处室)"
LABELS: tuple[Rule[str], ...] = (
    Rule(
        "label.leader",
        rf"{_LEVEL}(?:牵头|包保|分管|联系|责任|主要|负责|挂点|包联|督办){{0,2}}{_LEVEL}领导|责任人|负责人|牵头人",
        LEADER,
        _whole("牵头负责领导", "分管领导", "责任领导", "包保领导", "牵头市领导", "市级领导", "责任人"),
    ),
    Rule(
        "label.lead",
        rf"{_LEVEL}(?:总?牵头(?:责任|负责|主责|落实)?|主(?:办|责|管|要责任)|第一责任|组织实施){_BODY}",
        LEAD,
        _whole("牵头责任单位", "牵头单位", "牵头部门", "主办单位", "主责部门", "区级牵头部门"),
    ),
    Rule(
        "label.coop",
        rf"{_LEVEL}(?:协同|配合|协办|参与|协作|协助|参加|协调)(?:责任|落实)?{_BODY}",
        COOP,
        _whole("协同单位", "配合单位", "协办单位", "参与部门", "配合科室"),
    ),
    Rule(
        "label.either",
        rf"{_LEVEL}(?:责任|负责|落实|承办|实施|完成|责任落实)(?:{_BODY}|主体)",
        EITHER,
        _whole("责任单位", "负责部门", "承办单位", "责任主体", "市责任单位"),
    ),
    Rule(
        "label.other",
        r"(?:完成|办结|工作|目标|落实|整改)?(?:时限(?:要求)?|时间节点|时间要求|时间)|责任分工",
        OTHER,
        _whole("完成时限", "时间节点", "完成时间", "时限要求"),
    ),
)

_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:"
    + "|".join(f"(?P<{label.yields}>{label.pattern})" for label in LABELS)
    + r")[ \u3000]*\Z"
)
_BEHIND_LABEL = re.compile(r"(?<=[位门室体导人工限求点间 \u3000])[:：]")
_LONGEST_LABEL = 14
_CLOSING = {"(": ")", "（": "）", "[": "]", "［": "］", "〔": "〕", "【": "】"}
_CLOSERS = frozenset(_CLOSING.values())
_BRACKET = re.compile(r"[()（）\[\]［］〔〕【】]")
_OPENING = re.compile(r"[(（\[［〔【]")
_LINE_END = re.compile(r"(?=\n)")
_SENTENCE_END = re.compile(r"(?=\n)|。")
_LONGEST = 1500
"""Characters of the longest bracket that is looked at: names of a whole government fit."""
_MOST_LABELS = 20
_TALK = re.compile(
    r"(?:负责|牵头|配合|参与|协同|协助|会同[^负配参协]{2,100}|按(?:照)?(?:职责|职能)分工(?:负责|落实)?)[。]?\Z"
)
_ROLE_WORDS = re.compile(
    r"牵头(?:负责)?|等?(?:按(?:照)?(?:职责|职能)分工(?:负责|落实)?|配合|参与|协同|协助)|会同|负责"
)
_NOTE = re.compile(r"[。;；,，]?(?:注[:：])?(?:(?:排|列)(?:名|在)?(?:第一|首位|最前)|以?下同)[^()（）]*\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in the text: its span with brackets, and the names by role."""

    span: Span
    leaders: tuple[Party, ...] = ()
    leads: tuple[Party, ...] = ()
    coops: tuple[Party, ...] = ()
    labels: tuple[tuple[str, Span], ...] = ()
    """Role and place of each printed label."""
    separators: tuple[tuple[str, Span], ...] = ()
    """What stands in front of each label but the first."""
    note: Span | None = None
    """A remark on how to read the clause (`列第一位者为牵头单位,下同`)."""


@dataclass(frozen=True, slots=True)
class _Mark:
    role: str
    span: Span
    """The label with its colon."""


def clauses(text: str) -> Iterator[Clause]:
    """Every clause of the text, in printed order. Linear in the text's length."""
    marks, pairs = list(_marks(text)), _pairs(text)
    at, done = 0, 0
    while at < len(marks):
        span = _around(text, marks[at], floor=done, pairs=pairs)
        inside = [mark for mark in marks[at : at + _MOST_LABELS] if span and mark.span.end <= span.end]
        named = any(mark.role != OTHER for mark in inside)
        if span and named:
            yield from _worded(text, Span(done, span.start), pairs)
            yield _labelled(text, span, inside)
            done = span.end
        at += 1
        while named and at < len(marks) and marks[at].span.start < done:
            at += 1
    yield from _worded(text, Span(done, len(text)), pairs)


def _pairs(text: str) -> dict[int, int]:
    """Offset of each opening bracket that is closed before long: the offset behind its closing one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] not in _CLOSERS:
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if bracket.end() - start <= _LONGEST:
                pairs[start] = bracket.end()
    return pairs


def _marks(text: str) -> Iterator[_Mark]:
    """Labels, each with the colon behind it."""
    for colon in _BEHIND_LABEL.finditer(text):
        label = _LABEL.search(text, max(0, colon.start() - _LONGEST_LABEL), colon.start())
        if label is not None and label.lastgroup is not None:
            yield _Mark(label.lastgroup, Span(label.start(), colon.end()))


def _around(text: str, mark: _Mark, *, floor: int, pairs: dict[int, int]) -> Span | None:
    """The bracket around a label; without one the sentence, where it is never closed the line.

    A label that names no one needs a closed bracket: outside, `完成时间:` is but a phrase.
    """
    opening = mark.span.start - 1
    while opening >= floor and text[opening] in " \u3000":
        opening -= 1
    bracketed = opening >= floor and text[opening] in _CLOSING
    if bracketed and opening in pairs:
        return Span(opening, pairs[opening])
    if mark.role == OTHER:
        return None
    stop = (_LINE_END if bracketed else _SENTENCE_END).search(text, mark.span.start)
    return Span(opening if bracketed else mark.span.start, stop.end() if stop else len(text))


def _inner(text: str, span: Span) -> Span:
    """What stands inside the brackets of a clause that has some."""
    start = span.start + 1 if text[span.start] in _CLOSING else span.start
    bracketed = start > span.start and text[span.end - 1] in _CLOSERS
    return Span(start, span.end - 1 if bracketed else span.end)


def _labelled(text: str, span: Span, marks: Sequence[_Mark]) -> Clause:
    stop = _inner(text, span).end
    note = _NOTE.search(text, marks[-1].span.end, stop)
    stop = note.start() if note else stop
    named: dict[str, list[Party]] = {role: [] for role in (LEADER, LEAD, COOP, EITHER, OTHER)}
    for index, mark in enumerate(marks):
        until = marks[index + 1].span.start if index + 1 < len(marks) else stop
        named[mark.role] += parties(text, Span(mark.span.end, until)) if mark.role != OTHER else []
    leads, coops = named[LEAD], named[COOP]
    if named[EITHER]:
        leads, coops = (leads, named[EITHER] + coops) if leads else (named[EITHER], coops)
    shown = [mark for mark in marks if mark.role != OTHER]
    return Clause(
        span=span,
        leaders=tuple(named[LEADER]),
        leads=tuple(leads),
        coops=tuple(coops),
        labels=tuple((mark.role, mark.span) for mark in shown),
        separators=tuple(_before(text, mark.span.start) for mark in shown[1:]),
        note=Span(note.start(), note.end()) if note else None,
    )


def _before(text: str, at: int) -> tuple[str, Span]:
    return text[at - 1], Span(at - 1, at)


def _worded(text: str, span: Span, pairs: dict[int, int]) -> Iterator[Clause]:
    """Clauses without a label: `（A、B负责）`, `（A牵头，B、C配合）`, `（A会同B负责）`."""
    done = span.start
    for opening in _OPENING.finditer(text, span.start, span.end):
        end = pairs.get(opening.start(), 0)
        clause = (
            _talk(text, Span(opening.start(), end)) if done <= opening.start() < end <= span.end else None
        )
        if clause is not None:
            yield clause
            done = clause.span.end


def _talk(text: str, span: Span) -> Clause | None:
    inner = _inner(text, span)
    note = _NOTE.search(text, max(inner.start, inner.end - 60), inner.end)
    stop = note.start() if note else inner.end
    if not _TALK.search(text, max(inner.start, stop - 120), stop):
        return None
    leads: list[Party] = []
    coops: list[Party] = []
    at, led = inner.start, False
    for word in _ROLE_WORDS.finditer(text, inner.start, stop):
        (coops if led else leads).extend(parties(text, Span(at, word.start())))
        led = led or word[0].startswith(("牵头", "会同"))
        at = word.end()
    coops += parties(text, Span(at, stop)) if led else []
    found = Span(note.start(), note.end()) if note else None
    return Clause(span=span, leads=tuple(leads), coops=tuple(coops), note=found) if leads else None
