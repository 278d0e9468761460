"""How the reading of many documents went: as data for programs, and in words for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luoshi.compiler.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document; ``reason`` says why it could not be read, or why it has no tasks."""

    name: str
    out: str | None = None
    """Where its plan is; ``None`` where it could not be read."""
    tasks: int = 0
    targets: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    reason: str | None = None
    remedy: str | None = None
    differences: int = 0
    """How many facts read differently when the result is compiled again."""
    seconds: float = 0.0


def summed(
    outcomes: Sequence[Outcome], *, documents: int, passed_over: Sequence[str], seconds: float
) -> dict[str, Any]:
    """All of it; every document is in one of ``plans``, ``without_tasks`` and ``unreadable``, or not reached."""
    findings = Counter[str]()
    for outcome in outcomes:
        findings.update(outcome.findings)
    read = [outcome for outcome in outcomes if outcome.out and outcome.tasks]
    return {
        "documents": documents,
        "read": len(read),
        "not_reached": documents - len(outcomes),
        "tasks": sum(outcome.tasks for outcome in outcomes),
        "targets": sum(outcome.targets for outcome in outcomes),
        "findings": {severity.value: findings[severity.value] for severity in Severity},
        "seconds": round(seconds, 2),
        "passed_over": list(passed_over),
        "unreadable": [_why(outcome) for outcome in outcomes if not outcome.out],
        "without_tasks": [
            _why(outcome) | _what(outcome) for outcome in outcomes if outcome.out and not outcome.tasks
        ],
        "plans": [{"file": outcome.name} | _what(outcome) for outcome in read],
    }


def _why(outcome: Outcome) -> dict[str, Any]:
    return {"file": outcome.name, "reason": outcome.reason, "remedy": outcome.remedy}


def _what(outcome: Outcome) -> dict[str, Any]:
    return {
        "out": outcome.out,
        "tasks": outcome.tasks,
        "targets": outcome.targets,
        "findings": outcome.findings,
        "differences": outcome.differences,
        "seconds": outcome.seconds,
    }


_WORDS = {
    "zh": {
        "headline": "读取 {read}/{documents} 份文档，用时 {seconds} 秒：{tasks} 项任务，{targets} 个目标",
        "findings": "诊断意见：错误 {error}，警告 {warning}，提示 {info}",
        "without_tasks": "没有任务 {count} 份：",
        "unreadable": "未能读取 {count} 份：",
        "passed_over": "另有 {count} 个隐藏文件、锁定文件或文件夹链接没有读，名单见汇总。",
        "not_reached": "中断，还有 {left} 份没有读。",
        "where": "结果在 {out}，汇总见 {summary}。",
    },
    "en": {
        "headline": "{read} of {documents} documents read in {seconds} s: {tasks} tasks, {targets} targets",
        "findings": "findings: {error} errors, {warning} warnings, {info} for the record",
        "without_tasks": "{count} without any task:",
        "unreadable": "{count} could not be read:",
        "passed_over": "{count} hidden files, lock files or links to folders were passed over; see the summary.",
        "not_reached": "Stopped; {left} were not reached.",
        "where": "Results are in {out}, the summary in {summary}.",
    },
}


def told(summary: Mapping[str, Any], *, language: str, out: Path, file: Path) -> Iterator[str]:
    """The summary in lines; ``out`` is the folder of the results, ``file`` the summary's own."""
    words = _WORDS[language]
    yield words["headline"].format(**summary)
    yield words["findings"].format(**summary["findings"])
    for group in ("without_tasks", "unreadable"):
        if summary[group]:
            yield words[group].format(count=len(summary[group]))
            yield from (_named(each) for each in summary[group])
    if summary["passed_over"]:
        yield words["passed_over"].format(count=len(summary["passed_over"]))
    if summary["not_reached"]:
        yield words["not_reached"].format(left=summary["not_reached"])
    yield words["where"].format(out=out, summary=file)


def _named(each: Mapping[str, Any]) -> str:
    return f"  {each['file']}: " + " ".join(said for said in (each["reason"], each["remedy"]) if said)
