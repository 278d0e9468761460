"""Take a register's records in from a workbook: try it, then carry it out, all of it or nothing.

A workbook is tried by a job, and written by another once somebody confirmed. Both may be run again at any
moment: what they do depends on the import's state, and the state is changed in the transaction of the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.compiler.readers.signatures import kind
from luoshi.core.audit import record as event
from luoshi.core.files import keep, path_of
from luoshi.core.jobs import enqueue
from luoshi.core.models import StoredFile, User
from luoshi.core.policy import require
from luoshi.core.problems import Conflict, Refusal, TooLarge
from luoshi.registers.actions.follow import follow
from luoshi.registers.actions.keeping import check_day
from luoshi.registers.definition import pack_of
from luoshi.registers.exchange.known import known_of
from luoshi.registers.exchange.planning import Plan, keys_of, plan_of
from luoshi.registers.exchange.reading import Problem, Sheet, sheet_of
from luoshi.registers.exchange.reporting import problem_workbook
from luoshi.registers.exchange.saving import save
from luoshi.registers.exchange.writing import XLSX
from luoshi.registers.models import Import, Register
from luoshi.registers.policy import may_enter, may_keep_registers

SHOWN = 300
"""Problems that are kept to be shown; all stand in the workbook that is given back."""
STEP = 1_000
"""Rows after which the progress is told."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it came: bytes, the sender's name for it, the day from which its changes hold."""

    data: bytes
    name: str
    day: date


def receive_workbook(
    workbook: Workbook, register: Register, *, unit: int | None, actor: User, now: datetime
) -> Import:
    """Keep a workbook and have it tried. ``unit`` is the only one it may touch; ``None`` for the office."""
    _require(actor, register, unit)
    _refuse_bytes(workbook)
    check_day(workbook.day, today=timezone.localdate(now))
    kept = keep([workbook.data], media_type=XLSX)
    with transaction.atomic():
        file = StoredFile.objects.create(
            jurisdiction=register.jurisdiction,
            sha256=kept.sha256,
            size=kept.size,
            name=workbook.name[-255:],
            media_type=kept.media_type,
            received_at=now,
            received_from=actor,
        )
        sent = Import.objects.create(
            register=register, file=file, unit_id=unit, day=workbook.day, sent_at=now, sent_by=actor
        )
        _tell("import.received", sent, now=now, detail={"name": file.name, "sha256": file.sha256})
        enqueue("luoshi.registers.jobs.check_import", sent.pk)
    return sent


def _require(actor: User, register: Register, unit: int | None) -> None:
    allowed = may_keep_registers(actor) if unit is None else may_enter(actor, unit, register)
    same = actor.jurisdiction_id == register.jurisdiction_id
    require(allowed and same, _("只有责任单位的联络员和督查室可以导入台账记录。"))


def _refuse_bytes(workbook: Workbook) -> None:
    if len(workbook.data) > settings.DOCUMENT_LIMIT:
        limit = settings.DOCUMENT_LIMIT // 1024 // 1024
        raise TooLarge(_("工作簿超过 %(limit)d MB，请分几次导入。") % {"limit": limit}, field="file")
    if kind(workbook.data) != "xlsx":
        raise Refusal(_("这不是 .xlsx 工作簿。请在 WPS 或 Excel 中另存为 .xlsx 再上传。"), field="file")


def check_import(import_id: int, *, now: datetime) -> None:
    """Try the workbook and keep what it would do, or what is wrong. Does nothing in any other state."""
    sent = _in_state(import_id, Import.State.CHECKING)
    if sent is None:
        return
    try:
        sheet, plan = _planned(sent, now=now)
    except Refusal as refusal:
        _end_check(sent, Plan((), (Problem(0, "", refusal.message),)), rows=0, now=now, report="")
        return
    report = ""
    if plan.problems:
        report = keep([problem_workbook(sent, sheet, plan.problems)], media_type=XLSX).sha256
    _end_check(sent, plan, rows=len(sheet.lines), now=now, report=report)


@transaction.atomic
def _end_check(sent: Import, plan: Plan, *, rows: int, now: datetime, report: str) -> None:
    sent = Import.objects.select_for_update(of=("self",)).get(pk=sent.pk)
    if sent.state != Import.State.CHECKING:
        return
    sent.state = Import.State.REFUSED if plan.problems else Import.State.CHECKED
    sent.rows = sent.done = rows
    sent.problems = [list(each) for each in islice(plan.problems, SHOWN)]
    sent.counts = plan.counts | {"problems": len(plan.problems), "plan": plan.digest, "report": report}
    sent.ended_at = now if plan.problems else None
    sent.save()


@transaction.atomic
def confirm_import(import_id: int, *, actor: User, now: datetime) -> Import:
    """Have the tried workbook written. Refuses one that is not waiting for that."""
    sent = Import.objects.select_for_update(of=("self",)).select_related("register").get(pk=import_id)
    _require(actor, sent.register, sent.unit_id)
    if sent.state != Import.State.CHECKED:
        raise Conflict(_("这个工作簿当前不是“待确认导入”，请刷新页面查看。"))
    if not (sent.counts["new"] or sent.counts["changed"]):
        raise Refusal(_("工作簿与台账没有不同，不必导入。"))
    sent.state, sent.done = Import.State.WRITING, 0
    sent.save()
    _tell("import.confirmed", sent, now=now, detail={"file": sent.file_id}, actor=actor)
    enqueue("luoshi.registers.jobs.write_import", sent.pk)
    return sent


@transaction.atomic
def recheck_import(import_id: int, *, actor: User, now: datetime) -> Import:
    """Try the same workbook again: the register has changed since, or the job broke down."""
    sent = Import.objects.select_for_update(of=("self",)).select_related("register").get(pk=import_id)
    _require(actor, sent.register, sent.unit_id)
    if sent.state not in (Import.State.REFUSED, Import.State.FAILED, Import.State.CHECKED):
        raise Conflict(_("这个工作簿正在处理或已导入，不能重新核对。"))
    sent.state, sent.done, sent.rows = Import.State.CHECKING, 0, 0
    sent.counts, sent.problems, sent.ended_at = {}, [], None
    sent.save()
    _tell("import.rechecked", sent, now=now, detail={"file": sent.file_id}, actor=actor)
    enqueue("luoshi.registers.jobs.check_import", sent.pk)
    return sent


def write_import(import_id: int, *, now: datetime) -> None:
    """Write what the trial showed, in one transaction. Where the register has changed since, nothing is
    written, and the import says so. Does nothing in any other state."""
    sent = _in_state(import_id, Import.State.WRITING)
    if sent is None:
        return
    try:
        _sheet, plan = _planned(sent, now=now)
        if plan.problems or plan.digest != sent.counts["plan"]:
            raise Conflict(_changed())
        _write(sent, plan, now=now)
    except Refusal as refusal:
        _refused(sent, refusal.message, now=now)
    except IntegrityError:
        # A key that was free when the rows were looked at was taken by somebody else.
        _refused(sent, _changed(), now=now)


def _changed() -> str:
    return _("核对之后台账又有更新，与当时核对的结果不同，没有导入。请重新核对。")


@transaction.atomic
def _write(sent: Import, plan: Plan, *, now: datetime) -> None:
    sent = Import.objects.select_for_update(of=("self",)).get(pk=sent.pk)
    if sent.state != Import.State.WRITING:
        return
    save(plan, sent, now=now)
    sent.state, sent.done, sent.ended_at = Import.State.DONE, sent.rows, now
    sent.save()
    counts = plan.counts
    detail = {"import": sent.pk, "sha256": sent.file.sha256, "day": sent.day.isoformat(), **counts}
    event(
        "records.imported",
        sent.register,
        actor=sent.sent_by,
        jurisdiction=sent.register.jurisdiction,
        now=now,
        detail=detail,
    )
    follow(sent.register, actor=sent.sent_by, now=now)


@transaction.atomic
def _refused(sent: Import, text: str, *, now: datetime) -> None:
    rows = Import.objects.filter(pk=sent.pk, state=Import.State.WRITING)
    counts = sent.counts | {"problems": 1}
    rows.update(state=Import.State.REFUSED, problems=[[0, "", text]], counts=counts, ended_at=now)


@transaction.atomic
def give_up(import_id: int, *, now: datetime) -> None:
    """Say that the job broke down, so that nobody waits for it."""
    running = (Import.State.CHECKING, Import.State.WRITING)
    Import.objects.filter(pk=import_id, state__in=running).update(state=Import.State.FAILED, ended_at=now)


def _in_state(import_id: int, state: Import.State) -> Import | None:
    rows = Import.objects.select_related("register__jurisdiction", "file", "sent_by")
    return rows.filter(pk=import_id, state=state).first()


def _planned(sent: Import, *, now: datetime) -> tuple[Sheet, Plan]:
    """Read the workbook and go through its rows, telling how far it is; outside of any transaction, so that
    the page sees it."""
    _require(sent.sent_by, sent.register, sent.unit_id)
    pack = pack_of(sent.register)
    sheet = sheet_of(path_of(sent.file.sha256).read_bytes(), pack)
    rows = Import.objects.filter(pk=sent.pk)
    rows.update(rows=len(sheet.lines), done=0)
    known = known_of(sent, keys_of(sheet, pack), now=now)
    return sheet, plan_of(sheet, known, tick=_ticker(sent.pk))


def _ticker(import_id: int) -> Callable[[int], None]:
    def tick(count: int) -> None:
        if count % STEP == 0:
            Import.objects.filter(pk=import_id).update(done=count)

    return tick


def _tell(
    verb: str, sent: Import, *, now: datetime, detail: dict[str, object], actor: User | None = None
) -> None:
    event(
        verb,
        sent,
        actor=actor or sent.sent_by,
        jurisdiction=sent.register.jurisdiction,
        now=now,
        detail=detail,
    )
