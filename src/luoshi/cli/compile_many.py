"""`luoshi compile DIR --out DIR`: read every document below a folder, and say how it went.

A document that cannot be read, and one over which a process dies, are named in the summary; the others
are read all the same. Results are written as they come, each under another name first, so that a file
that is there is whole.
"""

import json
import os
import sys
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tqdm import tqdm

from luoshi.cli.crew import Done, work_through
from luoshi.cli.output import ENDINGS, rendered, why
from luoshi.compiler import Compilation, catalogue, compile_bytes
from luoshi.compiler.diagnostics import Severity

READ, ERRORS, UNREADABLE, STOPPED = 0, 1, 2, 130
EXTENSIONS: Final = frozenset(
    [
        ".txt",
        ".md",
        ".markdown",
        ".tsv",
        ".csv",
        ".htm",
        ".html",
        ".mht",
        ".mhtml",
        ".docx",
        ".doc",
        ".wps",
        ".rtf",
        ".odt",
        ".ofd",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".et",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".bmp",
    ]
)
"""Kinds of documents that are taken up; those that cannot be read yet are named, not passed over."""
SUMMARY: Final = "summary.json"


@dataclass(frozen=True, slots=True)
class Job:
    """A document to read: its name for people, where it is, and where its plan goes."""

    name: str
    path: Path
    out: Path
    format: str
    year: int | None
    language: str

    @property
    def part(self) -> Path:
        """Where the result is written before it is whole; a hidden file is no input of a later run."""
        return self.out.with_name(f".{self.out.name}.part")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document; ``reason`` says why it could not be read."""

    name: str
    out: str | None = None
    tasks: int = 0
    targets: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    reason: str | None = None
    differences: int = 0
    """How many facts read differently when the result is compiled again."""
    seconds: float = 0.0


def main(options: Namespace) -> int:
    """0 all read without errors, 1 some not, 2 none read at all, 130 stopped by Ctrl-C."""
    refused = _refusal(options)
    if refused:
        print(refused, file=sys.stderr)
        return UNREADABLE
    started = time.monotonic()
    jobs = _jobs(options)
    outcomes, whole = _all_read(jobs, options)
    outcomes.sort(key=lambda outcome: outcome.name)
    summary = _summary(outcomes, jobs, seconds=time.monotonic() - started)
    _write(options.out / SUMMARY, [(json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode()])
    print("\n".join(_told(summary, options)))
    return _code(outcomes) if whole else STOPPED


def _refusal(options: Namespace) -> str | None:
    """Why the call makes no sense, or that the folder for the results cannot be made."""
    chinese = options.lang == "zh"
    if options.out is None:
        several = "读取文件夹或多个文件时，请用 --out 指定存放结果的文件夹。"
        return several if chinese else "name a folder for the results by --out."
    inputs = {path.resolve() for path in options.files if path.is_dir()}
    if options.out.resolve() in inputs:
        among = "结果不能和原文件放在同一个文件夹，请用 --out 另选一个。"
        return (
            among if chinese else "the results cannot go among the documents; name another folder by --out."
        )
    try:
        options.out.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        return f"{options.out}: {why(problem, options.lang)}"
    if not _jobs(options):
        none = "没有找到可以读取的文档。"
        return none if chinese else "no document was found."
    return None


def _jobs(options: Namespace) -> list[Job]:
    """Documents sorted by name, each once. Results keep the whole name: ``a.txt.json``, ``a.docx.json``."""
    found = {path.resolve(): path for path in _documents(options.files, options.out.resolve())}
    folders = [path if path.is_dir() else path.parent for path in options.files]
    base = Path(os.path.commonpath([folder.resolve() for folder in folders]))
    jobs = []
    for place, path in sorted(found.items()):
        absolute = path.parent.resolve() / path.name
        name = absolute.relative_to(base) if absolute.is_relative_to(base) else Path(place.name)
        out = options.out / name.with_name(name.name + ENDINGS[options.format])
        jobs.append(Job(str(name), path, out, options.format, options.year, options.lang))
    return jobs


def _documents(given: Iterable[Path], out: Path) -> Iterator[Path]:
    """The files that are named, whatever their names, and those of known kinds below folders."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, files in os.walk(path):
            here = Path(folder)
            folders[:] = sorted(each for each in folders if _is_input(here / each, out))
            known = (here / each for each in sorted(files) if Path(each).suffix.lower() in EXTENSIONS)
            yield from (each for each in known if _is_input(each, out) and each.is_file())


def _is_input(path: Path, out: Path) -> bool:
    """Not hidden, no lock file of an office program, and not where the results go."""
    return not path.name.startswith((".", "~$")) and path.resolve() != out


def _all_read(jobs: Sequence[Job], options: Namespace) -> tuple[list[Outcome], bool]:
    """What became of the documents, and whether all were read before Ctrl-C."""
    outcomes: list[Outcome] = []
    bar = tqdm(total=len(jobs), unit="份" if options.lang == "zh" else "doc", disable=not sys.stderr.isatty())
    try:
        with closing(work_through(jobs, read_one, processes=options.jobs)) as results, bar:
            for done in results:
                outcome = _outcome(done)
                outcomes.append(outcome)
                bar.update()
                if bar.disable:
                    print(_line(outcome, len(outcomes), len(jobs), options.lang), file=sys.stderr)
    except KeyboardInterrupt:
        for job in jobs:
            job.part.unlink(missing_ok=True)
        return outcomes, False
    return outcomes, True


def _outcome(done: "Done[Job, Outcome]") -> Outcome:
    if done.result is not None:
        return done.result
    done.job.part.unlink(missing_ok=True)
    code = done.code
    died = (
        f"读取时进程意外结束（退出码 {code}）。"
        if done.job.language == "zh"
        else f"its process died ({code})."
    )
    return Outcome(done.job.name, reason=died)


def read_one(job: Job) -> Outcome:
    """Read a document and write its plan. Never raises: whatever is wrong with it is its outcome."""
    started = time.monotonic()
    try:
        compilation = compile_bytes(job.path.read_bytes(), name=job.path.name, year=job.year)
        if compilation.plan is not None:
            printed = rendered(compilation, format=job.format, language=job.language)
            _write(job.out, printed.parts, part=job.part)
    except OSError as problem:
        return Outcome(job.name, reason=why(problem, job.language))
    except Exception as fault:  # a fault of the reader's own must not cost the other documents
        return Outcome(job.name, reason=f"{type(fault).__name__}: {fault}")
    differences = printed.differences if compilation.plan is not None else 0
    return _read(job, compilation, differences=differences, seconds=time.monotonic() - started)


def _read(job: Job, compilation: Compilation, *, differences: int, seconds: float) -> Outcome:
    plan = compilation.plan
    counts = Counter(found.severity.value for found in compilation.diagnostics)
    if plan is None:
        first = next((each for each in compilation.diagnostics if each.severity is Severity.ERROR), None)
        said = f"{first.code} {catalogue.message(first, language=job.language)}" if first else "?"
        return Outcome(job.name, findings=dict(counts), reason=said, seconds=round(seconds, 3))
    targets = len(plan.targets) + sum(len(task.targets) for task in plan.tasks)
    return Outcome(job.name, str(job.out), len(plan.tasks), targets, dict(counts), seconds=round(seconds, 3))


def _write(out: Path, data: Iterable[bytes], *, part: Path | None = None) -> None:
    part = part or out.with_name(f".{out.name}.part")
    out.parent.mkdir(parents=True, exist_ok=True)
    with part.open("wb") as file:
        file.writelines(data)
    part.replace(out)


def _line(outcome: Outcome, at: int, total: int, language: str) -> str:
    if language == "zh":
        said = outcome.reason or f"{outcome.tasks} 项任务，{outcome.targets} 个目标"
    else:
        said = outcome.reason or f"{outcome.tasks} tasks, {outcome.targets} targets"
    return f"{at}/{total} {outcome.name}: {said}"


def _summary(outcomes: Sequence[Outcome], jobs: Sequence[Job], *, seconds: float) -> dict[str, object]:
    read = [outcome for outcome in outcomes if outcome.reason is None]
    findings = Counter[str]()
    for outcome in outcomes:
        findings.update(outcome.findings)
    return {
        "documents": len(jobs),
        "read": len(read),
        "not_reached": len(jobs) - len(outcomes),
        "tasks": sum(outcome.tasks for outcome in read),
        "targets": sum(outcome.targets for outcome in read),
        "findings": {severity.value: findings[severity.value] for severity in Severity},
        "seconds": round(seconds, 2),
        "unreadable": [
            {"file": outcome.name, "reason": outcome.reason} for outcome in outcomes if outcome.reason
        ],
        "plans": [
            {
                "file": outcome.name,
                "out": outcome.out,
                "tasks": outcome.tasks,
                "targets": outcome.targets,
                "findings": outcome.findings,
                "differences": outcome.differences,
                "seconds": outcome.seconds,
            }
            for outcome in read
        ],
    }


_WORDS = {
    "zh": (
        "读取 {read}/{documents} 份文档，用时 {seconds} 秒：{tasks} 项任务，{targets} 个目标",
        "诊断意见：错误 {error}，警告 {warning}，提示 {info}",
        "未能读取 {count} 份：",
        "中断，还有 {left} 份没有读。",
        "结果在 {out}，汇总见 {summary}。",
    ),
    "en": (
        "{read} of {documents} documents read in {seconds} s: {tasks} tasks, {targets} targets",
        "findings: {error} errors, {warning} warnings, {info} for the record",
        "{count} could not be read:",
        "Stopped; {left} were not reached.",
        "Results are in {out}, the summary in {summary}.",
    ),
}


def _told(summary: dict[str, object], options: Namespace) -> Iterator[str]:
    """The summary for people."""
    headline, findings, unread, stopped, where = _WORDS[options.lang]
    yield headline.format(**summary)
    counts = summary["findings"]
    assert isinstance(counts, dict)
    yield findings.format(**counts)
    failed = summary["unreadable"]
    assert isinstance(failed, list)
    if failed:
        yield unread.format(count=len(failed))
        yield from (f"  {each['file']}: {each['reason']}" for each in failed)
    if summary["not_reached"]:
        yield stopped.format(left=summary["not_reached"])
    yield where.format(out=options.out, summary=options.out / SUMMARY)


def _code(outcomes: Sequence[Outcome]) -> int:
    if all(outcome.reason for outcome in outcomes):
        return UNREADABLE
    errors = any(outcome.reason or outcome.findings.get("error") for outcome in outcomes)
    return ERRORS if errors else READ
