"""What the pages of the registers read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from luoshi.core.models import Jurisdiction, User
from luoshi.core.policy import holds
from luoshi.engines.registers import Pack, packs
from luoshi.organization.models import Membership, Unit
from luoshi.organization.models.dated import holding
from luoshi.organization.policy import units_of
from luoshi.registers.definition import pack_of
from luoshi.registers.models import Binding, Record, Register
from luoshi.registers.policy import READERS, may_keep_registers
from luoshi.web.language import language


@dataclass(frozen=True, slots=True)
class Kept:
    """A register with how many records the account may read, and how many of them are overdue."""

    register: Register
    pack: Pack
    records: int
    overdue: int

    @property
    def title(self) -> str:
        """In the reader's language."""
        return self.pack.title.say(language())


def readable(user: User) -> Q:
    """Records that the account may read: all for the offices, else those of its units. One query per account."""
    if holds(user, *READERS):
        return Q()
    return Q(unit__in=units_of(user, Membership.Part.LIAISON) | units_of(user, Membership.Part.HEAD))


def kept(jurisdiction: Jurisdiction, user: User, *, today: date) -> list[Kept]:
    """All registers, in the order in which they were opened. Two queries, and one per register for its pack."""
    registers = list(Register.objects.filter(jurisdiction=jurisdiction).order_by("pk"))
    records = Record.objects.filter(readable(user), register__in=registers, withdrawn=False)
    counted = (
        records.order_by().values("register").annotate(n=Count("pk"), late=Count("pk", filter=late(today)))
    )
    numbers = {row["register"]: (row["n"], row["late"]) for row in counted}
    return [Kept(each, pack_of(each), *numbers.get(each.pk, (0, 0))) for each in registers]


def late(today: date) -> Q:
    """Records whose present state should have been left by then."""
    return Q(due__lt=today)


def not_kept(jurisdiction: Jurisdiction) -> list[Pack]:
    """Packs of the product that the government has not opened. One query."""
    opened = set(Register.objects.filter(jurisdiction=jurisdiction).values_list("pack", flat=True))
    return [each for each in packs() if each.id not in opened]


def bindings_of(roots: Iterable[int]) -> dict[int, Binding]:
    """Bindings that hold now, by ``Target.root_pk``. One query."""
    rows = Binding.objects.filter(source__target__in=list(roots), source__ended_at=None)
    return {each.source.target_id: each for each in rows.select_related("source", "register")}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader wants to see; every field may be empty."""

    state: str = ""
    unit: int | None = None
    overdue: bool = False
    text: str = ""


def records_of(register: Register, user: User, filters: Filters, *, today: date) -> QuerySet[Record]:
    """Records that pass, the nearest due day first, then by key."""
    rows = Record.objects.filter(readable(user), register=register, withdrawn=False)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.unit is not None:
        rows = rows.filter(unit=filters.unit)
    if filters.overdue:
        rows = rows.filter(late(today))
    if filters.text:
        rows = rows.filter(Q(key__icontains=filters.text) | Q(label__icontains=filters.text))
    return rows.select_related("unit").order_by(F("due").asc(nulls_last=True), "key")


def counts_by_state(register: Register, user: User) -> Mapping[str, int]:
    """One query."""
    rows = Record.objects.filter(readable(user), register=register, withdrawn=False)
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def units_for(register: Register, user: User, *, today: date) -> Sequence[tuple[int, str]]:
    """Units for which the account may open records: all of the roster for the office, else its own. One query."""
    units = Unit.objects.filter(holding(today), jurisdiction=register.jurisdiction_id)
    if not may_keep_registers(user):
        units = units.filter(pk__in=units_of(user, Membership.Part.LIAISON))
    return list(units.order_by("name").values_list("pk", "name"))


def units_with_records(register: Register, user: User) -> Sequence[tuple[int, str]]:
    """Units of which the account may read records. One query."""
    rows = Record.objects.filter(readable(user), register=register, withdrawn=False)
    return list(rows.order_by("unit__name").values_list("unit", "unit__name").distinct())
