"""What the document pages and the boards read of plans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from luoshi.compiler import catalogue, places
from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.model import Span
from luoshi.compiler.source import Source
from luoshi.core.models import Jurisdiction
from luoshi.plans.models import Document, Doubt, Finding, PlanVersion, Responsibility, Target, Task
from luoshi.plans.origins import unpacked
from luoshi.plans.wording import wording

SHOWN = 500
"""Tasks or findings of a document that one page shows; it says how many there are in all."""
_UNITS = (Responsibility.Role.LEAD_UNIT, Responsibility.Role.COOP_UNIT)
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
    """All versions that were ever put in force, without their texts. One query."""
    return (
        PlanVersion.objects.filter(publication__plan__jurisdiction=jurisdiction)
        .select_related("publication__plan", "document")
        .defer("document__text", "document__origins")
    )


@dataclass(frozen=True, slots=True)
class InForce:
    """The version that a board shows, and all years that have one, the latest first."""

    version: PlanVersion
    years: list[int]
    versions: list[PlanVersion]
    """All that were ever published, in no order that matters."""

    def on(self, day: date) -> PlanVersion:
        """The version of the same year that holds on another day. No query."""
        year = self.version.publication.plan.year
        of_year = [each for each in self.versions if each.publication.plan.year == year]
        return _preferred(of_year, as_of=day)[0]


def in_force(
    jurisdiction: Jurisdiction, *, as_of: date, year: str = "", known: datetime | None = None
) -> InForce | None:
    """The version of ``year`` that holds on the day, of the latest year where none is named. One query.

    Days before a plan's first version show that first version. Raises ``LookupError`` when a year is
    named that has no plan; ``None`` when there is no plan at all. ``known`` leaves out what was published
    after that moment.
    """
    versions: dict[int, PlanVersion] = {}
    rows = published_versions(jurisdiction)
    published = list(rows.filter(publication__published_at__lte=known) if known else rows)
    for version in _preferred(published, as_of=as_of):
        versions.setdefault(version.publication.plan.year, version)
    if not versions:
        return None
    wanted = next(iter(versions)) if not year else int(year) if year.isdecimal() else 0
    if wanted not in versions:
        raise LookupError(year)
    return InForce(version=versions[wanted], years=list(versions), versions=published)


def version_before(version: PlanVersion) -> PlanVersion | None:
    """What a version replaced, or what one that is not published would replace. One query."""
    if version.year is None:
        return None
    order = [each for each in versions_in_order(version.document.jurisdiction) if each.year == version.year]
    at = next((at for at, each in enumerate(order) if each.pk == version.pk), len(order))
    return order[at - 1] if at else None


def versions_in_order(jurisdiction: Jurisdiction) -> list[PlanVersion]:
    """All versions that were ever put in force, in the order in which they hold. One query."""
    order = "plan__year", "effective_from", "published_at", "pk"
    return list(published_versions(jurisdiction).order_by(*(f"publication__{name}" for name in order)))


def version_named(name: str, versions: Sequence[PlanVersion], *, as_of: date) -> PlanVersion | None:
    """The version of an id (`v12`), or the one of a year (`2022`) that holds on the day. No query."""
    if name.startswith("v"):
        return next((each for each in versions if f"v{each.pk}" == name), None)
    of_year = [each for each in versions if str(each.publication.plan.year) == name]
    return next(iter(_preferred(of_year, as_of=as_of)), None)


def _preferred(versions: Iterable[PlanVersion], *, as_of: date) -> list[PlanVersion]:
    """By year, latest first; within a year what holds on the day before what does not yet, each nearest first."""
    return sorted(versions, key=lambda version: _preference(version, as_of))


def _preference(version: PlanVersion, as_of: date) -> tuple[int, bool, int, float, int]:
    published = version.publication
    distance = abs((as_of - published.effective_from).days)
    later = published.effective_from > as_of
    return -published.plan.year, later, distance, -published.published_at.timestamp(), -published.pk


def documents(jurisdiction: Jurisdiction) -> QuerySet[Document]:
    """Documents of a jurisdiction, the latest first, without their text. One query."""
    return (
        Document.objects.filter(jurisdiction=jurisdiction)
        .defer("text", "origins")
        .select_related("received_from", "version__publication")
        .annotate(tasks=Count("version__tasks"))
        .order_by("-received_at")
    )


def worded_findings(document: Document, *, language: str) -> list[WordedFinding]:
    """The first findings of a document, errors first, else in printed order. One query."""
    source = Source(name=document.name, text=document.text, origins=unpacked(document.origins))
    order = [severity.value for severity in Severity]
    found = sorted(document.findings.all(), key=lambda finding: order.index(finding.severity))
    return [
        worded(finding, source, confidence=finding.confidence, language=language) for finding in found[:SHOWN]
    ]


def worded(
    found: Finding | Doubt, source: Source, *, confidence: float = 1.0, language: str
) -> WordedFinding:
    """A finding of the compiler, or the doubt that repeats it, in words and with the printed text."""
    span = None if found.start is None or found.end is None else Span(found.start, found.end)
    diagnostic = Diagnostic(
        code=found.code,
        severity=Severity(found.severity),
        span=span,
        params=found.params,
        confidence=confidence,
    )
    before, mark, after = printed_around(source.text, span)
    return WordedFinding(
        code=found.code,
        severity=found.severity,
        message=catalogue.message(diagnostic, language=language),
        hint=catalogue.hint(diagnostic, language=language),
        place=places.worded(source, span.start, language=language) if span else "",
        printed_before=before,
        printed_mark=mark,
        printed_after=after,
    )


def printed_around(text: str, span: Span | None) -> tuple[str, str, str]:
    """The printed words before a place, in it and behind it, within its line."""
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
    """How much was read: sections, tasks, targets, findings. Four queries, none for an unread document."""
    version = version_of(document)
    if version is None:
        return {}
    return {
        "sections": version.sections.count(),
        "tasks": version.tasks.count(),
        "targets": version.targets.count(),
        "findings": document.findings.count(),
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


def awaits_publishing(document: Document) -> bool:
    """Read, and not in force already; what hinders it is for the publishing itself to say."""
    version = version_of(document)
    return version is not None and not hasattr(version, "publication")


@dataclass(frozen=True, slots=True)
class ReadTask:
    """A task as it was read: who answers for it, and its targets with their printed words."""

    task: Task
    leads: list[str]
    coops: list[str]
    targets: list[tuple[str, str]]
    """What is to be reached, and the printed text."""


def reading(document: Document) -> list[ReadTask]:
    """What publishing would put in force, in printed order. Three queries, none for an unread document."""
    version = version_of(document)
    if version is None:
        return []
    tasks = version.tasks.select_related("section").prefetch_related("responsibilities", "targets")
    return [_read_task(task, document.text) for task in tasks[:SHOWN]]


def overall_targets(document: Document) -> list[tuple[str, str]]:
    """Metric and printed text of the targets that belong to no task. One query."""
    version = version_of(document)
    targets = version.targets.filter(task=None) if version else ()
    return [(_aim(target), document.text[target.start : target.end]) for target in targets]


def _read_task(task: Task, text: str) -> ReadTask:
    named = {role: [d.name for d in task.responsibilities.all() if d.role == role] for role in _UNITS}
    return ReadTask(
        task=task,
        leads=named[Responsibility.Role.LEAD_UNIT],
        coops=named[Responsibility.Role.COOP_UNIT],
        targets=[(_aim(target), text[target.start : target.end]) for target in task.targets.all()],
    )


def _aim(target: Target) -> str:
    """`新签约项目 ≥ 30 个（2023-12-31）`: the target as it was understood, to be held against the print."""
    day = f"（{target.deadline.isoformat()}）" if target.deadline else ""
    return f"{target.metric} {wording(target)}{day}"
