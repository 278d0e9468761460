"""Lists of names: where one ends, what an elliptical list leaves unsaid, which entries name no one."""

import re
from collections.abc import Iterator, Sequence

from luoshi.compiler.model import Party, Span

_OPENERS = "(（[［〔【"
_CLOSERS = ")）]］〕】"
_CUT = re.compile(
    r"[、,，;；/ \u3000\n()（）\[\]［］〔〕【】]|(?<=[局委办部厅院府处队署])(?:和|及|以及|与)(?=[省市区县州各])"
)
_SUFFIXES = ("各成员单位", "成员单位", "管理委员会", "管委会", "街道办事处", "办事处", "人民政府")
_OPEN_END = re.compile(r"等(?:有关|相关|各)?(?:成员)?(?:部门|单位|方面)?(?:和单位)?$")
_NOBODY = frozenset({"", "无", "—", "-", "－", "——"})
_AREA = r"(?:省|市|州|盟|区|县|旗|镇|乡|街道|县级市|市区|县区|园区|设区市|开发区)(?:[(（][^)）]*[)）])?"
_BARE_AREA = re.compile(rf"各{_AREA}\Z")
_AREA_AGAIN = re.compile(rf"{_AREA}")


def parties(text: str, span: Span) -> list[Party]:
    """Names of a list; an elliptical one is completed (`甲社区、乙社区管委会`)."""
    return [party for run in _runs(text, span) for party in _completed(text, run)]


def _runs(text: str, span: Span) -> Iterator[list[Span]]:
    """Names that `、` joins stand in one run; a comma starts another."""
    run: list[Span] = []
    for name, before in _joined(text, _names(text, span)):
        if run and before != "、":
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _joined(text: str, names: Iterator[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """`各市、县（区）人民政府` is one collective: a bare kind of area goes on in the next entry."""
    held: tuple[Span, str] | None = None
    for name, before in names:
        if held is not None and _AREA_AGAIN.match(text, name.start, name.end):
            held = Span(held[0].start, name.end), held[1]
        else:
            if held is not None:
                yield held
            held = name, before
        if not _BARE_AREA.match(text, held[0].start, name.end):
            yield held
            held = None
    if held is not None:
        yield held


def _names(text: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Names, each with the separator in front of it; what stands in brackets is part of its name."""
    depth, start, before = 0, span.start, ""
    for cut in _CUT.finditer(text, span.start, span.end):
        if cut[0] in _OPENERS:
            depth += 1
        elif cut[0] in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0:
            yield from _named(text, Span(start, cut.start()), before)
            start, before = cut.end(), cut[0]
    yield from _named(text, Span(start, span.end), before)


def _named(text: str, span: Span, before: str) -> Iterator[tuple[Span, str]]:
    start, end = span
    while start < end and text[start] in "。. \n\u3000":
        start += 1
    while end > start and text[end - 1] in "。. \n\u3000":
        end -= 1
    tail = _OPEN_END.search(text[start:end])
    end = start + tail.start() if tail else end
    if text[start:end] not in _NOBODY:
        yield Span(start, end), before


def _completed(text: str, run: Sequence[Span]) -> list[Party]:
    """The last name's suffix goes to the earlier names whose kind of body it closes."""
    *earlier, last = (text[span.start : span.end] for span in run)
    return [
        *(Party(_with_suffix(name, last), span) for name, span in zip(earlier, run, strict=False)),
        Party(last, run[-1]),
    ]


def _with_suffix(name: str, last: str) -> str:
    """`磨店社区` before `站北社区管委会` is `磨店社区管委会`; a name of another kind stays as it is."""
    for suffix in _SUFFIXES:
        kind = last.removesuffix(suffix)[-2:]
        if last.endswith(suffix) and kind and kind != suffix and name.endswith(kind):
            return name + suffix
    return name
