"""What the document pages and the boards read of plans."""

from dataclasses import dataclass

from django.db.models import QuerySet

from luoshi.compiler import catalogue, places
from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.model import Span
from luoshi.compiler.source import Source
from luoshi.core.models import Jurisdiction
from luoshi.plans.models import Document, Finding, PlanVersion, Responsibility, Task
from luoshi.plans.origins import unpacked

WINDOW = 24
"""Characters of printed text shown on each side of a finding."""


@dataclass(frozen=True, slots=True)
class WordedFinding:
    """A finding as a page shows it: worded, placed, with the printed text around it."""

    code: str
    severity: str
    message: str
    hint: str
    place: str
    """Page, cell, paragraph, or line and column; empty for a finding about the whole."""
    printed_before: str
    printed_mark: str
    printed_after: str


def published_versions(jurisdiction: Jurisdiction) -> QuerySet[PlanVersion]:
    """Versions in force, the latest year first. One query."""
    return (
        PlanVersion.objects.filter(publication__plan__jurisdiction=jurisdiction)
        .select_related("publication__plan", "document")
        .defer("document__text", "document__origins")
        .order_by("-publication__plan__year")
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """The version that a board shows, and all years that have one, the latest first."""

    version: PlanVersion
    years: list[int]


def in_force(jurisdiction: Jurisdiction, *, year: str = "") -> InForce | None:
    """The version of ``year``, of the latest year where none is named. One query.

    Raises ``LookupError`` when a year is named that has no plan; ``None`` when there is no plan at all.
    """
    versions = {version.publication.plan.year: version for version in published_versions(jurisdiction)}
    if not versions:
        return None
    wanted = next(iter(versions)) if not year else int(year) if year.isdecimal() else 0
    if wanted not in versions:
        raise LookupError(year)
    return InForce(version=versions[wanted], years=list(versions))


def documents(jurisdiction: Jurisdiction) -> QuerySet[Document]:
    """Documents of a jurisdiction, the latest first, without their text. One query."""
    return (
        Document.objects.filter(jurisdiction=jurisdiction)
        .defer("text", "origins")
        .select_related("received_from", "version__publication")
        .order_by("-received_at")
    )


def worded_findings(document: Document, *, language: str) -> list[WordedFinding]:
    """Findings of a document in printed order, errors first. One query."""
    source = Source(name=document.name, text=document.text, origins=unpacked(document.origins))
    worded = [_worded(finding, source, language=language) for finding in document.findings.all()]
    order = [severity.value for severity in Severity]
    return sorted(worded, key=lambda finding: order.index(finding.severity))


def _worded(finding: Finding, source: Source, *, language: str) -> WordedFinding:
    span = None if finding.start is None or finding.end is None else Span(finding.start, finding.end)
    diagnostic = Diagnostic(
        code=finding.code,
        severity=Severity(finding.severity),
        span=span,
        params=finding.params,
        confidence=finding.confidence,
    )
    before, mark, after = _context(source.text, span)
    return WordedFinding(
        code=finding.code,
        severity=finding.severity,
        message=catalogue.message(diagnostic, language=language),
        hint=catalogue.hint(diagnostic, language=language),
        place=places.worded(source, span.start, language=language) if span else "",
        printed_before=before,
        printed_mark=mark,
        printed_after=after,
    )


def _context(text: str, span: Span | None) -> tuple[str, str, str]:
    if span is None:
        return "", "", ""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.start)
    line_end = len(text) if line_end < 0 else line_end
    end = min(span.end, line_end, span.start + 4 * WINDOW)
    before = text[max(line_start, span.start - WINDOW) : span.start]
    return before, text[span.start : end], text[end : min(line_end, end + WINDOW)]


def version_of(document: Document) -> PlanVersion | None:
    """What was read from the document, if it could be read."""
    return getattr(document, "version", None)


def summary(document: Document) -> dict[str, int]:
    """How much was read: sections, tasks, targets. Three queries, none for an unread document."""
    version = version_of(document)
    if version is None:
        return {}
    return {
        "sections": version.sections.count(),
        "tasks": version.tasks.count(),
        "targets": version.targets.count(),
    }


def names_another_place(document: Document) -> str:
    """The jurisdiction that the text names, where it is evidently not the office's own; else empty.

    Texts shorten names (`全区`, `新站区`), so only a name that shares no two characters in a row is another one.
    """
    version = version_of(document)
    printed = version.place if version else ""
    own = document.jurisdiction.name
    shared = any(printed[at : at + 2] in own for at in range(len(printed) - 1))
    return "" if shared else printed


def can_be_published(document: Document) -> bool:
    """Read without errors, and not in force already."""
    version = version_of(document)
    published = version is not None and hasattr(version, "publication")
    return document.state == Document.State.READ and version is not None and not published


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A task as it was read: who answers for it, and its targets with their printed words."""

    task: Task
    leads: list[str]
    targets: list[tuple[str, str]]
    """Metric and printed text."""


def reading(document: Document) -> list[ReadTask]:
    """What publishing would put in force, in printed order. Three queries, none for an unread document."""
    version = version_of(document)
    if version is None:
        return []
    tasks = version.tasks.select_related("section").prefetch_related("responsibilities", "targets")
    return [_read_task(task, document.text) for task in tasks]


def overall_targets(document: Document) -> list[tuple[str, str]]:
    """Metric and printed text of the targets that belong to no task. One query."""
    version = version_of(document)
    targets = version.targets.filter(task=None) if version else ()
    return [(target.metric, document.text[target.start : target.end]) for target in targets]


def _read_task(task: Task, text: str) -> ReadTask:
    lead = Responsibility.Role.LEAD_UNIT
    return ReadTask(
        task=task,
        leads=[duty.name for duty in task.responsibilities.all() if duty.role == lead],
        targets=[(target.metric, text[target.start : target.end]) for target in task.targets.all()],
    )
