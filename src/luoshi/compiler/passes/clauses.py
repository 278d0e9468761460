"""The grammar of responsibility clauses: where they stand, their labels, their lists of names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.compiler.model import Party, Span

LEADER, LEAD, COOP, EITHER = "leader", "lead", "coop", "either"
"""``either`` is a plain `责任单位`: it leads, unless another label already says who leads."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a clause, and the role of the names behind it."""

    role: str
    pattern: str
    examples: tuple[str, ...]


LABELS = (
    Label(
        LEADER,
        r"(?:牵头|包保|分管|联系|责任|主要)?(?:负责|分管|责任|包保|牵头)?(?:市|区|县)?领导|责任人|负责人|牵头人",
        ("牵头负责领导", "分管领导", "责任领导", "包保领导", "责任人"),
    ),
    Label(
        LEAD,
        r"(?:总)?牵头(?:责任|负责|主责)?(?:单位|部门)|主(?:办|责|管|要责任)(?:单位|部门)|第一责任(?:单位|部门)",
        ("牵头责任单位", "牵头单位", "牵头部门", "主办单位", "主责部门"),
    ),
    Label(
        COOP,
        r"(?:协同|配合|协办|参与|协作|协助|参加)(?:责任)?(?:单位|部门)",
        ("协同单位", "配合单位", "协办单位", "参与部门"),
    ),
    Label(
        EITHER, r"(?:责任|负责|落实|承办|实施|完成)(?:单位|部门|主体)", ("责任单位", "负责部门", "承办单位")
    ),
)

LABEL = re.compile("|".join(f"(?P<{label.role}>{label.pattern})" for label in LABELS) + r"(?!\w)")
_LABELLED = re.compile(
    "(?:" + "|".join(f"(?P<{label.role}>{label.pattern})" for label in LABELS) + r")[ \u3000]*[:：]"
)
_CLOSING = {"(": ")", "（": "）", "[": "]", "［": "］", "〔": "〕", "【": "】"}
_OPEN = "".join(_CLOSING)
_SENTENCE = re.compile(
    r"(?:(?:负责|牵头)[)）\]］〕】。]?|(?:配合|参与|协同|协助)[)）\]］〕】。]?|按(?:照)?(?:职责|职能)分工(?:负责|落实))[。]?$"
)
_BREAK = "、,，;；/ \u3000\n"
_SUFFIXES = ("各成员单位", "成员单位", "管理委员会", "管委会", "街道办事处", "办事处", "人民政府")
_OPEN_END = re.compile(r"等(?:有关|相关|各)?(?:成员)?(?:部门|单位|方面)?(?:和单位)?$")
_NOBODY = frozenset({"", "无", "/", "—", "-", "－", "/ "})


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


def has_clause(text: str) -> bool:
    """Whether the text carries a responsibility clause."""
    return any(True for _clause in clauses(text, start=0, end=len(text)))


def clauses(text: str, *, start: int, end: int) -> Iterator[Clause]:
    """Every clause in ``text[start:end]``, in printed order."""
    at = start
    while True:
        label = _LABELLED.search(text, at, end)
        if label is None:
            break
        span = _around(text, label.start(), start=max(start, at), end=end)
        yield _labelled(text, span)
        at = span.end
    yield from _worded(text, start=at, end=end)


def _around(text: str, at: int, *, start: int, end: int) -> Span:
    """The bracket around ``at``; without one, the rest of the line."""
    opening = at - 1
    while opening >= start and text[opening] in " \u3000":
        opening -= 1
    if opening >= start and text[opening] in _CLOSING:
        return Span(opening, _closing(text, opening, end))
    stop = text.find("\n", at, end)
    return Span(at, end if stop < 0 else stop)


def _closing(text: str, opening: int, end: int) -> int:
    """Behind the bracket's end; an unclosed bracket ends with the text."""
    depth = 0
    for index in range(opening, end):
        if text[index] in _CLOSING:
            depth += 1
        elif text[index] in _CLOSING.values():
            depth -= 1
            if depth == 0:
                return index + 1
    return end


def _labelled(text: str, span: Span) -> Clause:
    marks = list(_LABELLED.finditer(text, span.start, span.end))
    stop = (
        span.end - 1 if text[span.end - 1] in _CLOSING.values() and text[span.start] in _CLOSING else span.end
    )
    named: dict[str, list[Party]] = {LEADER: [], LEAD: [], COOP: [], EITHER: []}
    labels, separators = [], []
    for index, mark in enumerate(marks):
        role = mark.lastgroup or EITHER
        until = marks[index + 1].start() if index + 1 < len(marks) else stop
        named[role] += parties(text, Span(mark.end(), until))
        labels.append((role, Span(mark.start(), mark.end())))
        if index:
            separators.append((text[mark.start() - 1], Span(mark.start() - 1, mark.start())))
    leads, coops = named[LEAD], named[COOP]
    if named[EITHER]:
        leads, coops = (leads, named[EITHER] + coops) if leads else (named[EITHER], coops)
    return Clause(
        span=span,
        leaders=tuple(named[LEADER]),
        leads=tuple(leads),
        coops=tuple(coops),
        labels=tuple(labels),
        separators=tuple(separators),
    )


def _worded(text: str, *, start: int, end: int) -> Iterator[Clause]:
    """Clauses without a label: `（A、B负责）`, `（A牵头，B、C配合）`, `（A会同B负责）`."""
    for opening in re.compile(f"[{re.escape(_OPEN)}]").finditer(text, start, end):
        close = _closing(text, opening.start(), end)
        inner = Span(opening.end(), close - 1 if text[close - 1] in _CLOSING.values() else close)
        if inner.end - inner.start < 300 and _SENTENCE.search(text[inner.start : inner.end]):
            yield _sentence(text, inner, Span(opening.start(), close))


_ROLE_WORDS = re.compile(
    r"牵头(?:负责)?|等?(?:按(?:照)?(?:职责|职能)分工(?:负责|落实)|配合|参与|协同|协助)|会同|负责"
)


def _sentence(text: str, inner: Span, span: Span) -> Clause:
    leads: list[Party] = []
    coops: list[Party] = []
    at = inner.start
    led = False
    for word in _ROLE_WORDS.finditer(text, inner.start, inner.end):
        names = parties(text, Span(at, word.start()))
        (coops if led else leads).extend(names)
        led = led or word[0].startswith(("牵头", "会同"))
        at = word.end()
    return Clause(span=span, leads=tuple(leads), coops=tuple(coops))


def parties(text: str, span: Span) -> list[Party]:
    """Names of a list; an elliptical one is completed (`甲社区、乙社区管委会`)."""
    return [party for run in _runs(text, span) for party in _completed(text, run)]


def _runs(text: str, span: Span) -> Iterator[list[Span]]:
    """Names that `、` joins stand in one run; a comma starts another."""
    run: list[Span] = []
    for name, before in _names(text, span):
        if run and before != "、":
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _names(text: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Names outside brackets, each with the separator in front of it."""
    depth, start, before = 0, span.start, ""
    for index in range(span.start, span.end + 1):
        char = text[index] if index < span.end else "、"
        if char in _CLOSING:
            depth += 1
        elif char in _CLOSING.values():
            depth = max(0, depth - 1)
        elif (char in _BREAK and depth == 0) or index == span.end:
            name = _trimmed(text, start, index)
            if name is not None:
                yield name, before
            start, before = index + 1, char
    return


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in "。. \n\u3000":
        start += 1
    while end > start and text[end - 1] in "。. \n\u3000":
        end -= 1
    tail = _OPEN_END.search(text[start:end])
    if tail and tail[0]:
        end = start + tail.start()
    return Span(start, end) if text[start:end] not in _NOBODY else None


def _completed(text: str, run: Sequence[Span]) -> list[Party]:
    """The last name's suffix goes to the earlier names whose kind of body it closes."""
    names = [text[span.start : span.end] for span in run]
    parties_ = [Party(_with_suffix(name, names[-1]), span) for name, span in zip(names[:-1], run, strict=False)]
    return [*parties_, Party(names[-1], run[-1])]


def _with_suffix(name: str, last: str) -> str:
    """`磨店社区` before `站北社区管委会` is `磨店社区管委会`; a name of another kind stays as it is."""
    for suffix in _SUFFIXES:
        kind = last.removesuffix(suffix)[-2:]
        if last.endswith(suffix) and kind and kind != suffix and name.endswith(kind):
            return name + suffix
    return name
