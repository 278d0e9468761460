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
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tqdm import tqdm

from luoshi.cli.crew import Done, work_through
from luoshi.cli.folder import absolute, found, unfit
from luoshi.cli.output import ENDINGS, rendered, why, why_not_written
from luoshi.cli.summary import Outcome, summed, told
from luoshi.compiler import Compilation, catalogue, compile_bytes
from luoshi.compiler.diagnostics import Diagnostic, Severity

READ, ERRORS, UNREADABLE, STOPPED = 0, 1, 2, 130
SUMMARY: Final = "summary.json"
NO_TASKS: Final = "O007"
"""A warning, as there are targets; O001, where there are none, is an error."""


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


def main(options: Namespace) -> int:
    """0 all read without errors, 1 some not, 2 none read at all, 130 stopped by Ctrl-C."""
    refused = _refusal(options)
    if refused:
        print(refused, file=sys.stderr)
        return UNREADABLE
    started = time.monotonic()
    everything = found(options.files, options.out.resolve())
    jobs = _jobs(everything.files, options)
    closed = [Outcome(str(path), reason=why(each, options.lang)) for path, each in everything.closed.items()]
    if not jobs and not closed:
        print(
            "没有找到可以读取的文档。" if options.lang == "zh" else "no document was found.", file=sys.stderr
        )
        return UNREADABLE
    outcomes, whole = _all_read(jobs, options)
    outcomes = sorted([*outcomes, *closed], key=lambda outcome: outcome.name)
    summary = summed(
        outcomes,
        documents=len(jobs) + len(closed),
        passed_over=sorted(map(str, everything.passed_over)),
        seconds=time.monotonic() - started,
    )
    file = options.out / SUMMARY
    _write(file, [(json.dumps(summary, ensure_ascii=False, indent=1) + "\n").encode()])
    print("\n".join(told(summary, language=options.lang, out=options.out, file=file)))
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
        return f"{options.out}: {why_not_written(problem, options.out, options.lang)}"
    return None


def _jobs(files: Sequence[Path], options: Namespace) -> list[Job]:
    """A job for each file. Results keep the whole name: ``a.txt.json``, ``a.docx.json``."""
    folders = [path if path.is_dir() else path.parent for path in options.files]
    base = Path(os.path.commonpath([folder.resolve() for folder in folders]))
    jobs = []
    for path in files:
        place = absolute(path)
        name = place.relative_to(base) if place.is_relative_to(base) else Path(place.name)
        out = options.out / name.with_name(name.name + ENDINGS[options.format])
        out = out.with_name(f"~{out.name}") if out == options.out / SUMMARY else out
        jobs.append(Job(str(name), path, out, options.format, options.year, options.lang))
    return jobs


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
        if reason := unfit(job.path, job.language):
            return Outcome(job.name, reason=reason)
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
    first = _first(compilation.diagnostics) if plan is None or not plan.tasks else None
    return Outcome(
        job.name,
        out=None if plan is None else str(job.out),
        tasks=0 if plan is None else len(plan.tasks),
        targets=0 if plan is None else len(plan.targets) + sum(len(task.targets) for task in plan.tasks),
        findings=dict(Counter(found.severity.value for found in compilation.diagnostics)),
        reason=f"{first.code} {catalogue.message(first, language=job.language)}" if first else None,
        remedy=catalogue.hint(first, language=job.language) if first else None,
        differences=differences,
        seconds=round(seconds, 3),
    )


def _first(findings: Sequence[Diagnostic]) -> Diagnostic | None:
    """The finding that says why there is no plan, or no task in it."""
    telling = [each for each in findings if each.severity is Severity.ERROR or each.code == NO_TASKS]
    return telling[0] if telling else None


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


def _code(outcomes: Sequence[Outcome]) -> int:
    if not any(outcome.out for outcome in outcomes):
        return UNREADABLE
    errors = any(outcome.out is None or outcome.findings.get("error") for outcome in outcomes)
    return ERRORS if errors else READ
