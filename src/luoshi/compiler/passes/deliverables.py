"""Documents, lists and bodies that a task promises to bring into being."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from luoshi.compiler.diagnostics import Diagnostic
from luoshi.compiler.lexicon.documents import BODIES, DRAWN_UP, SET_UP, TEXTS, THIRD_PARTY, UNBOUNDED
from luoshi.compiler.lexicon.rule import Example, Rule, alternation
from luoshi.compiler.model import Deliverable, Plan, Span, Task
from luoshi.compiler.passes.context import Context

_STOP: Final = r"[,，。;；:：!！\n\t|]"
_WORDS: Final = r"(?:[^,，。;；:：!！\n\t|()（）《》]|[(（][^()（）\n]{1,20}[)）])"
_THEN: Final = r"(?:完善|实施|出台|印发|并实施|并印发|并落实|并出台|发布)?[ ]?"
_END: Final = rf"(?={_STOP}|[、并 ]|\Z)"
_TITLE: Final = r"《[^《》\n]{2,80}》"

RULES: Final[tuple[Rule[str], ...]] = (
    Rule(
        "deliverable.title",
        rf"(?P<verb>{alternation(DRAWN_UP)}){_THEN}(?P<name>{_TITLE})(?P<more>(?:[、和及]?{_TITLE})*)",
        "title",
        (
            Example("制定出台《企业培育方案》,完善标准", "制定出台《企业培育方案》"),
            Example("制定《三年规划》《引进办法》。", "制定《三年规划》《引进办法》"),
            Example("贯彻《科学素质行动纲要》", None),
        ),
    ),
    Rule(
        "deliverable.text",
        rf"(?P<verb>{alternation(DRAWN_UP)}){_THEN}(?P<name>{_WORDS}{{0,40}}?(?:{alternation(TEXTS)})"
        rf"(?:及{_WORDS}{{0,12}}?(?:{alternation(TEXTS)}))?){_END}",
        "text",
        (
            Example("制定亩均效益评价实施意见及评价办法,实施", "制定亩均效益评价实施意见及评价办法"),
            Example("公布实施区级、街道(社区)权责清单,", "公布实施区级、街道(社区)权责清单"),
            Example("建立联动快速处置机制,", None),
        ),
    ),
    Rule(
        "deliverable.body",
        rf"(?P<verb>{alternation(SET_UP)})[ ]?(?P<name>{_WORDS}{{1,30}}?(?:{alternation(BODIES)})){_END}",
        "body",
        (Example("成立财务中心,健全制度", "成立财务中心"), Example("成立以来,管理中心", None)),
    ),
    Rule(
        "deliverable.done",
        rf"完成(?P<name>{_WORDS}{{1,40}}?(?:{alternation(TEXTS + BODIES)}))(?P<verb>编制|组建|制定|修订|修编|起草|发布)",
        "done",
        (
            Example("完成项目管理公司组建,实现", "完成项目管理公司组建"),
            Example("完成结构封顶", None),
        ),
    ),
)

_THIRD: Final = re.compile(alternation(THIRD_PARTY))
_LOOSE: Final = re.compile(alternation(UNBOUNDED))
_DESCRIBED: Final = 10
"""`出台支持科技企业创新发展的相关政策` is bounded by what stands in front of 相关."""
_COUNTED: Final = re.compile(r"[0-9](?:个|家|所|支|处|项|份|部)")
"""`2~3个集团` is counted, so it is a target already."""
_SECOND: Final = re.compile(rf"[和并、](?:{alternation(DRAWN_UP)})")
"""Another act inside the name: the words behind the first verb are not its object."""
_HEAD: Final = re.compile(rf"(?:{alternation(TEXTS + BODIES)})")


def run(plan: Plan, context: Context) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Fill each task's deliverables; they have no findings of their own."""
    text = context.source.text
    return replace(plan, tasks=tuple(_filled(task, text) for task in plan.tasks)), ()


def read_deliverables(text: str, *, start: int, end: int) -> tuple[Deliverable, ...]:
    """Deliverables of ``text[start:end]`` in printed order; where two rules meet, the first wins."""
    taken: list[Span] = []
    found: list[Deliverable] = []
    for rule in RULES:
        for match in rule.regex.finditer(text, start, end):
            span = Span(match.start(), match.end())
            if all(span.end <= other.start or other.end <= span.start for other in taken) and _promised(
                text, match, start
            ):
                taken.append(span)
                found += _things(match)
    return tuple(sorted(found, key=lambda each: each.span))


def _filled(task: Task, text: str) -> Task:
    found = read_deliverables(text, start=task.body.start, end=task.body.end)
    return replace(task, deliverables=found) if found else task


def _promised(text: str, match: "re.Match[str]", start: int) -> bool:
    """Whether the clause's own subject brings one bounded thing into being."""
    lead = re.split(_STOP, text[max(start, match.start() - 30) : match.start()])[-1]
    named = match["name"]
    return not (
        _THIRD.search(lead)
        or _LOOSE.search(named[:_DESCRIBED])
        or _SECOND.search(named)
        or _COUNTED.search(named)
        or _HEAD.fullmatch(named)
    )


def _things(match: "re.Match[str]") -> Iterator[Deliverable]:
    """One for the name, and one for each further title behind it."""
    yield _thing(match["verb"], match["name"], match.start("name"))
    for more in re.finditer(_TITLE, match.groupdict().get("more") or ""):
        yield _thing(match["verb"], more[0], match.start("more") + more.start())


def _thing(verb: str, name: str, at: int) -> Deliverable:
    return Deliverable(verb=verb, name=name.strip(), span=Span(at, at + len(name)))
