"""Open a register from a pack, and adopt a newer edition of its pack."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.core.audit import record as event
from luoshi.core.models import Jurisdiction, User
from luoshi.core.policy import belongs, require
from luoshi.core.problems import Conflict, Refusal
from luoshi.engines.registers import Pack, load_pack
from luoshi.registers.definition import pack_of
from luoshi.registers.models import Edition, Entry, Record, Register
from luoshi.registers.policy import may_keep_registers
from luoshi.web.language import language


def read(yaml: str, *, name: str) -> Pack:
    """A pack file as an office sends it in. Refuses one that does not load, with all its errors."""
    found = load_pack(yaml, name=name, language=language())
    if isinstance(found, Pack):
        return found
    raise Refusal("\n".join(map(str, found)), field="file")


@transaction.atomic
def open_register(pack: Pack, *, jurisdiction: Jurisdiction, actor: User | None, now: datetime) -> Register:
    """Begin to keep a register of this type. Refuses one that is kept already."""
    _require(actor, jurisdiction)
    if Register.objects.filter(jurisdiction=jurisdiction, pack=pack.id).exists():
        raise Conflict(_("“%(title)s”已经启用。") % {"title": pack.title.say(language())})
    register = Register.objects.create(
        jurisdiction=jurisdiction, pack=pack.id, opened_at=now, opened_by=actor
    )
    _adopt(register, pack, actor=actor, now=now)
    _tell("register.opened", register, pack, actor=actor, now=now)
    return register


@transaction.atomic
def adopt_edition(register: Register, pack: Pack, *, actor: User | None, now: datetime) -> Edition:
    """Go on with a newer edition of the pack. What was entered must still have its place in it."""
    _require(actor, register.jurisdiction)
    before = pack_of(register)
    if pack.id != before.id:
        raise Refusal(_("这是“%(id)s”的台账类型，不是本台账的新版。") % {"id": pack.id}, field="file")
    if pack.version <= before.version:
        raise Refusal(
            _("现用第%(held)d版，文件是第%(given)d版；新版的version应更大。")
            % {"held": before.version, "given": pack.version},
            field="file",
        )
    _check_places(register, before, pack)
    edition = _adopt(register, pack, actor=actor, now=now)
    _tell("register.renewed", register, pack, actor=actor, now=now)
    return edition


def _require(actor: User | None, jurisdiction: Jurisdiction) -> None:
    allowed = actor is None or (may_keep_registers(actor) and belongs(actor, jurisdiction))
    require(allowed, _("只有督查室可以启用、更新台账。"))


def _check_places(register: Register, before: Pack, after: Pack) -> None:
    """Refuse an edition that would leave entries without their state, their field or their metric."""
    entries = Entry.objects.filter(record__register=register)
    states = set(entries.exclude(state="").values_list("state", flat=True).distinct())
    gone = states - {each.id for each in after.lifecycle.states}
    fields = set() if not Record.objects.filter(register=register).exists() else set(before.by_id)
    gone |= fields - set(after.by_id)
    gone |= {name for name in fields & set(after.by_id) if _other_sort(before, after, name)}
    bound = set(register.bindings.filter(source__ended_at=None).values_list("metric", flat=True))
    gone |= bound - {each.id for each in after.metrics}
    if gone:
        raise Refusal(
            _("新版少了已在使用的内容，或改了它的类型：%(what)s。请保留。")
            % {"what": "、".join(sorted(gone))},
            field="file",
        )


def _other_sort(before: Pack, after: Pack, name: str) -> bool:
    held, given = before.field(name), after.field(name)
    return (held.type, held.unit) != (given.type, given.unit)


def _adopt(register: Register, pack: Pack, *, actor: User | None, now: datetime) -> Edition:
    return Edition.objects.create(
        register=register,
        version=pack.version,
        yaml=pack.yaml,
        sha256=hashlib.sha256(pack.yaml.encode()).hexdigest(),
        adopted_at=now,
        adopted_by=actor,
    )


def _tell(verb: str, register: Register, pack: Pack, *, actor: User | None, now: datetime) -> None:
    event(
        verb,
        register,
        actor=actor,
        jurisdiction=register.jurisdiction,
        now=now,
        detail={"pack": pack.id, "version": pack.version},
    )
