"""Sections and tasks from the numbering of the text.

A line that starts with a number opens a block. Blocks numbered alike (`一、` or `（一）` or `1.`) are of one
scheme. The tasks are the blocks of the scheme whose blocks carry responsibility clauses; schemes that
enclose them are sections, schemes inside them are part of a task's text. Where nothing carries a
clause, the scheme with most blocks is taken.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.model import Plan, Section, Span, Task
from luoshi.compiler.passes.clauses import has_clause
from luoshi.compiler.passes.context import Context

_CHINESE = "[〇零一二三四五六七八九十百]{1,5}"
_ARABIC = "[0-9０-９]{1,4}"
_SCHEMES = (
    ("chapter", rf"第({_CHINESE}|{_ARABIC})[编章节]"),
    ("article", rf"第({_CHINESE}|{_ARABIC})条"),
    ("chinese", rf"({_CHINESE})、"),
    ("chinese-bracket", rf"[（(]({_CHINESE})[)）]"),
    ("arabic-bracket", rf"[（(]({_ARABIC})[)）]"),
    ("arabic", rf"({_ARABIC})(?:[.．、](?![0-9０-９])|[.．](?=[0-9０-９]+[年月个项家]))"),
    ("ordinal", rf"({_CHINESE})是"),
)
"""Ways of numbering, by id; the number itself is the group. `1.5亿` at a line's start is no number."""

_MARK = re.compile("|".join(f"(?P<s{index}>{pattern})" for index, (_id, pattern) in enumerate(_SCHEMES)))
_BLANK = " \t\u3000\u00a0"
_BOILERPLATE = re.compile(
    r"(?:(?:免责)?声明|版权(?:声明|所有)|免责条款|(?:文章|信息|稿件)?来源|责任编辑|编辑|打印本页|相关(?:链接|附件))[:：]"
)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")
_TITLE_END = re.compile(r"[。;；!！]")


@dataclass(frozen=True, slots=True)
class Block:
    """A numbered stretch of lines up to the next number."""

    scheme: str
    number: str
    span: Span
    body: Span
    """Without number and leading blanks."""


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill sections, tasks, preamble, title, year, jurisdiction and what was left out."""
    text = context.source.text
    end, left_out = _without_boilerplate(text)
    blocks = list(_blocks(text, end))
    scheme = _task_scheme(text, blocks)
    outer = _outer_schemes(blocks, scheme)
    preamble = _preamble(text, blocks[0].span.start if blocks else end)
    title, year, place = _heading(text, preamble, context.year)
    sections, tasks = _arranged(text, blocks, scheme=scheme, outer=outer)
    found = tuple(
        Diagnostic(
            code="O003", severity=Severity.INFO, span=span, params={"text": text[span.start : span.end][:20]}
        )
        for span in left_out
    )
    return (
        replace(
            plan,
            title=title,
            year=year,
            jurisdiction=place,
            preamble=preamble,
            sections=tuple(sections),
            tasks=tuple(tasks),
            left_out=tuple(left_out),
        ),
        found,
    )


def _lines(text: str, end: int) -> Iterator[Span]:
    start = 0
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def _stripped(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in _BLANK + "\n":
        start += 1
    while end > start and text[end - 1] in _BLANK + "\n":
        end -= 1
    return Span(start, end)


def _without_boilerplate(text: str) -> tuple[int, list[Span]]:
    """Where the plan ends, and the web site's own lines behind it."""
    lines = [
        line for line in (_stripped(text, each) for each in _lines(text, len(text))) if line.end > line.start
    ]
    kept = len(lines)
    while kept and _BOILERPLATE.match(text, lines[kept - 1].start):
        kept -= 1
    end = lines[kept - 1].end if kept else 0
    return end, lines[kept:]


def _blocks(text: str, end: int) -> Iterator[Block]:
    """Numbered blocks in printed order."""
    opened: list[tuple[str, str, int, int]] = []
    for line in _lines(text, end):
        start = _stripped(text, line).start
        mark = _MARK.match(text, start, line.end)
        if mark:
            index = next(i for i in range(len(_SCHEMES)) if mark[f"s{i}"] is not None)
            number = re.sub(r"^[第（(]|[编章节条、）).．是]+$", "", mark[0])
            opened.append((_SCHEMES[index][0], number, start, mark.end()))
    for at, (scheme, number, start, after) in enumerate(opened):
        stop = opened[at + 1][2] if at + 1 < len(opened) else end
        yield Block(scheme, number, _stripped(text, Span(start, stop)), _stripped(text, Span(after, stop)))


def _task_scheme(text: str, blocks: Sequence[Block]) -> str:
    carrying = Counter(
        block.scheme for block in blocks if has_clause(text[block.body.start : block.body.end])
    )
    every = Counter(block.scheme for block in blocks)
    best = carrying or every
    return max(best, key=lambda scheme: (best[scheme], every[scheme])) if best else ""


def _outer_schemes(blocks: Sequence[Block], scheme: str) -> list[str]:
    """Schemes that stand around the tasks, outermost first: those met before the first task."""
    outer: list[str] = []
    for block in blocks:
        if block.scheme == scheme:
            break
        if block.scheme not in outer:
            outer.append(block.scheme)
    return outer


def _arranged(
    text: str, blocks: Sequence[Block], *, scheme: str, outer: Sequence[str]
) -> tuple[list[Section], list[Task]]:
    sections: list[Section] = []
    tasks: list[Task] = []
    for block in blocks:
        if block.scheme == scheme:
            tasks.append(
                Task(
                    number=_number(block.number),
                    section=len(sections) - 1 if sections else None,
                    span=block.span,
                    body=block.body,
                    title=_first_sentence(text, block.body),
                )
            )
        elif block.scheme in outer:
            sections.append(_section(text, block, level=outer.index(block.scheme) + 1))
        elif tasks:
            tasks[-1] = _longer(tasks[-1], block.span.end)
    return sections, tasks


def _section(text: str, block: Block, *, level: int) -> Section:
    line_end = text.find("\n", block.body.start, block.body.end)
    stop = block.body.end if line_end < 0 else line_end
    title = text[block.body.start : stop].strip(_BLANK)
    return Section(number=block.number, title=title, level=level, span=Span(block.span.start, stop))


def _longer(task: Task, end: int) -> Task:
    return replace(task, span=Span(task.span.start, end), body=Span(task.body.start, end))


def _number(printed: str) -> int | str:
    return int(printed) if printed.isdecimal() else printed


def _first_sentence(text: str, body: Span) -> str:
    stop = _TITLE_END.search(text, body.start, body.end)
    bracket = re.compile("[(（]").search(text, body.start, stop.start() if stop else body.end)
    whole = not (stop and bracket is None)
    end = (bracket.start() if bracket else body.end) if whole else stop.start() if stop else body.end
    return text[body.start : end].strip(_BLANK + "\n")


def _preamble(text: str, end: int) -> Span | None:
    span = _stripped(text, Span(0, end))
    return span if span.end > span.start else None


def _heading(text: str, preamble: Span | None, year: int | None) -> tuple[str | None, int | None, str | None]:
    """Title line, year and jurisdiction, from what stands before the first number."""
    if preamble is None:
        return None, year, None
    lines = [_stripped(text, line) for line in _lines(text, preamble.end) if line.end > preamble.start]
    first = next((line for line in lines if line.end > line.start), preamble)
    printed = text[first.start : first.end]
    title = printed if len(printed) <= 60 and not re.search("[。;；:：]", printed) else None
    named = _YEAR.search(text, preamble.start, preamble.end)
    found = year or (int(named[1]) if named else None)
    return title, found, _jurisdiction(text, title, named, preamble)


def _jurisdiction(text: str, title: str | None, named: "re.Match[str] | None", preamble: Span) -> str | None:
    """The government: in front of the year in a title, behind it in a sentence."""
    place = re.compile(
        r"[\u4e00-\u9fff]{2,15}?(?:高新区|开发区|新区|自治[区州县旗]|省|市|区|县|旗|镇|乡|街道)(?![\u4e00-\u9fff]*[省市区县](?=人民))"
    )
    before = place.match(title) if title else None
    if before:
        return before[0]
    if named is None:
        return None
    clause = re.compile(r"[\u4e00-\u9fff]+").match(text, named.end(), preamble.end)
    match = re.compile(r".*(?:高新区|开发区|新区|[省市区县旗镇乡州])").match(clause[0]) if clause else None
    return match[0] if match else None
