"""Read a received document with the compiler and keep what it found."""

from datetime import datetime

from django.db import transaction

from luoshi import __version__
from luoshi.compiler import Compilation, compile_source, model, read_bytes
from luoshi.compiler.diagnostics import Diagnostic, Fix, Severity
from luoshi.core.audit import record
from luoshi.core.files import path_of
from luoshi.plans.actions.carry_over import carry_over
from luoshi.plans.actions.review.raising import raise_doubts
from luoshi.plans.models import (
    Damage,
    Deliverable,
    Document,
    Finding,
    PlanVersion,
    Responsibility,
    Section,
    Target,
    Task,
)
from luoshi.plans.origins import packed
from luoshi.plans.review.proposal import split_value


@transaction.atomic
def read_document(document_id: int, *, now: datetime) -> None:
    """Compile the document's text into a version. Done once: a second call changes nothing."""
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.state not in (Document.State.RECEIVED, Document.State.FAILED):
        return
    compilation = _compiled(document)
    _keep_findings(document, compilation)
    if compilation.plan is not None:
        version = _keep_plan(document, compilation.plan, now=now)
        raise_doubts(version)
        carry_over(version, now=now)
    failed = any(finding.severity is Severity.ERROR for finding in compilation.diagnostics)
    document.state = Document.State.REFUSED if failed else Document.State.READ
    document.save(update_fields=["state", "text", "encoding", "origins"])
    detail = {"state": document.state, "findings": len(compilation.diagnostics), "compiler": __version__}
    record("document.read", document, actor=None, jurisdiction=document.jurisdiction, now=now, detail=detail)


@transaction.atomic
def give_up(document_id: int, *, now: datetime) -> None:
    """Say that reading broke down, so that nobody waits for it. A later try may still succeed."""
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.state != Document.State.RECEIVED:
        return
    document.state = Document.State.FAILED
    document.save(update_fields=["state"])
    detail = {"compiler": __version__}
    record(
        "document.failed", document, actor=None, jurisdiction=document.jurisdiction, now=now, detail=detail
    )


def _compiled(document: Document) -> Compilation:
    """The document read from its kept bytes; what they say becomes its text, if it has none yet."""
    source = read_bytes(path_of(document.file.sha256).read_bytes(), name=document.name)
    if isinstance(source, Diagnostic):
        return Compilation(source=None, plan=None, diagnostics=(source,))
    document.text, document.encoding = source.text, source.encoding
    document.origins = packed(source.origins)
    return compile_source(source, year=document.year)


def _keep_findings(document: Document, compilation: Compilation) -> None:
    Finding.objects.bulk_create(
        Finding(
            document=document,
            ordinal=ordinal,
            code=found.code,
            severity=found.severity.value,
            start=found.span.start if found.span else None,
            end=found.span.end if found.span else None,
            params=dict(found.params),
            confidence=found.confidence,
            fix=_fix(found.fix) if found.fix else None,
        )
        for ordinal, found in enumerate(compilation.diagnostics)
    )


def _fix(fix: Fix) -> dict[str, object]:
    return {
        "kind": fix.kind.value,
        "start": fix.span.start,
        "end": fix.span.end,
        "replacement": fix.replacement,
        "label": fix.label,
    }


def _keep_plan(document: Document, plan: model.Plan, *, now: datetime) -> PlanVersion:
    version = PlanVersion.objects.create(
        document=document,
        year=plan.year,
        title=plan.title or "",
        place=plan.jurisdiction or "",
        preamble_start=plan.preamble.start if plan.preamble else None,
        preamble_end=plan.preamble.end if plan.preamble else None,
        compiler=__version__,
        read_at=now,
    )
    pairs = list(zip(_keep_tasks(version, plan), plan.tasks, strict=True))
    _keep_targets(version, plan, pairs)
    Responsibility.objects.bulk_create(row for pair in pairs for row in _responsibilities(*pair))
    Deliverable.objects.bulk_create(row for pair in pairs for row in _deliverables(*pair))
    Damage.objects.bulk_create(row for pair in pairs for row in _damage(*pair))
    return version


def _keep_tasks(version: PlanVersion, plan: model.Plan) -> list[Task]:
    """The plan's sections and tasks, in printed order."""
    sections = Section.objects.bulk_create(
        _section(version, ordinal=ordinal, read=section) for ordinal, section in enumerate(plan.sections)
    )
    return Task.objects.bulk_create(
        _task(version, None if task.section is None else sections[task.section], ordinal=ordinal, read=task)
        for ordinal, task in enumerate(plan.tasks)
    )


def _section(version: PlanVersion, *, ordinal: int, read: model.Section) -> Section:
    return Section(
        version=version,
        ordinal=ordinal,
        number=read.number or "",
        title=read.title,
        level=read.level,
        start=read.span.start,
        end=read.span.end,
    )


def _task(version: PlanVersion, section: Section | None, *, ordinal: int, read: model.Task) -> Task:
    return Task(
        version=version,
        section=section,
        ordinal=ordinal,
        number="" if read.number is None else str(read.number),
        title=read.title,
        start=read.span.start,
        end=read.span.end,
        body_start=read.body.start,
        body_end=read.body.end,
    )


def _keep_targets(version: PlanVersion, plan: model.Plan, pairs: list[tuple[Task, model.Task]]) -> None:
    owned: list[tuple[Task | None, model.Target]] = [(None, target) for target in plan.targets]
    owned += [(row, target) for row, task in pairs for target in task.targets]
    Target.objects.bulk_create(
        _target(version, task, ordinal=ordinal, read=target) for ordinal, (task, target) in enumerate(owned)
    )


def _target(version: PlanVersion, task: Task | None, *, ordinal: int, read: model.Target) -> Target:
    low, high, text = split_value(read.value)
    return Target(
        version=version,
        task=task,
        ordinal=ordinal,
        kind=read.kind.value,
        metric=read.metric,
        op=read.op.value if read.op else "",
        value=low,
        value_high=high,
        value_text=text,
        unit=read.unit or "",
        stretch=read.stretch,
        strength=read.strength.value,
        deadline=read.deadline,
        reference=read.reference or "",
        start=read.span.start,
        end=read.span.end,
    )


def _responsibilities(row: Task, read: model.Task) -> list[Responsibility]:
    duty = read.responsibility
    parties = (
        (Responsibility.Role.LEADER, duty.leaders),
        (Responsibility.Role.LEAD_UNIT, duty.lead_units),
        (Responsibility.Role.COOP_UNIT, duty.coop_units),
    )
    return [
        Responsibility(
            task=row, role=role, ordinal=ordinal, name=party.name, start=party.span.start, end=party.span.end
        )
        for role, named in parties
        for ordinal, party in enumerate(named)
    ]


def _deliverables(row: Task, read: model.Task) -> list[Deliverable]:
    return [
        Deliverable(
            task=row,
            ordinal=ordinal,
            verb=item.verb,
            name=item.name,
            start=item.span.start,
            end=item.span.end,
        )
        for ordinal, item in enumerate(read.deliverables)
    ]


def _damage(row: Task, read: model.Task) -> list[Damage]:
    return [
        Damage(
            task=row, printed=item.printed, restored=item.restored, start=item.span.start, end=item.span.end
        )
        for item in read.damage
    ]
