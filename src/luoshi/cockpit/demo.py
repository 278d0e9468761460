"""The first start: accounts per role, for a government of one's own or with the sample plan published.

Accounts are named after roles and units. No official of the plan gets an account of that name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from luoshi.compiler import compile_bytes
from luoshi.core.actions.accounts import new_password
from luoshi.core.models import Jurisdiction, Role, User
from luoshi.core.problems import Refusal
from luoshi.organization.actions.open_member_account import NewAccount, open_member_account
from luoshi.organization.models import Membership, Unit
from luoshi.plans.actions.read_document import read_document
from luoshi.plans.actions.receive_document import Incoming, receive_document
from luoshi.plans.models import Document, PlanVersion, Responsibility
from luoshi.progress.actions.publish_plan import publish_plan


@dataclass(frozen=True, slots=True)
class Credential:
    """A new account's name and password, to be shown once."""

    username: str
    display_name: str
    password: str


OFFICES = (
    ("supervision", "督查室", Role.SUPERVISION),
    ("assessment", "考核办", Role.ASSESSMENT),
    ("economy", "经济运行", Role.ECONOMY),
    ("auditor", "审计员", Role.AUDITOR),
    ("administrator", "系统管理员", Role.ADMINISTRATOR),
)


def publish_file(path: Path, *, now: datetime, year: int | None = None) -> PlanVersion:
    """Receive, read and publish a plan document in one go; all of it or nothing.

    The jurisdiction is the one that the plan names. Raises ``Refusal`` with what is wrong.
    """
    data = path.read_bytes()
    compilation = compile_bytes(data, name=path.name, year=year)
    name = compilation.plan.jurisdiction if compilation.plan else None
    with transaction.atomic():
        jurisdiction, _made = Jurisdiction.objects.get_or_create(name=name or path.stem, parent=None)
        incoming = Incoming(data=data, name=path.name, year=year)
        document = receive_document(incoming, jurisdiction=jurisdiction, actor=None, now=now)
        read_document(document.pk, now=now)
        document.refresh_from_db()
        return publish_plan(document, actor=None, now=now, despite=True).version


def install(sample: Path, *, unit: str | None, now: datetime) -> list[Credential]:
    """On an empty database: the sample plan and the accounts. Anything there already: nothing.

    ``unit`` names the lead unit that the demonstration liaison and head work for; the first lead
    unit of the plan where it is not given.
    """
    if Document.objects.exists() or User.objects.exists():
        return []
    with transaction.atomic():
        version = publish_file(sample, now=now)
        return list(_accounts(version, _unit(version, unit), now=now))


@transaction.atomic
def begin(name: str, *, now: datetime) -> list[Credential]:
    """On an empty database: a government without a plan, and an account per office. Else nothing.

    Refuses a name that is empty or longer than a jurisdiction's may be.
    """
    if Jurisdiction.objects.exists() or User.objects.exists():
        return []
    limit = Jurisdiction._meta.get_field("name").max_length
    if not name.strip() or len(name.strip()) > limit:
        raise Refusal(f"地区名称应为 1 到 {limit} 个字。")
    jurisdiction = Jurisdiction.objects.create(name=name.strip())
    return [_opened(account, jurisdiction, now=now) for account in _offices()]


def _offices() -> list[NewAccount]:
    return [NewAccount(username, display_name, roles=[role]) for username, display_name, role in OFFICES]


def _opened(account: NewAccount, jurisdiction: Jurisdiction, *, now: datetime) -> Credential:
    password = new_password()
    open_member_account(account, jurisdiction=jurisdiction, password=password, now=now)
    return Credential(account.username, account.display_name, password)


def _unit(version: PlanVersion, name: str | None) -> Unit:
    leading = Unit.objects.filter(
        responsibilities__task__version=version, responsibilities__role=Responsibility.Role.LEAD_UNIT
    )
    wanted = leading.filter(names__name=name) if name else leading
    unit = wanted.order_by("responsibilities__task__ordinal", "responsibilities__ordinal").first()
    if unit is None:
        raise Refusal(f"计划里没有牵头单位“{name or ''}”。")
    return unit


def _accounts(version: PlanVersion, unit: Unit, *, now: datetime) -> Iterator[Credential]:
    jurisdiction = version.document.jurisdiction
    first = (
        Responsibility.objects.filter(task__version=version, person__isnull=False)
        .order_by("task__ordinal", "ordinal")
        .first()
    )
    accounts = _offices()
    for part in Membership.Part:
        title = f"{unit.name}{'联络员' if part is Membership.Part.LIAISON else '负责人'}"
        accounts.append(NewAccount(part.value, title, unit=unit, part=part))
    if first is not None:
        accounts.append(NewAccount("leader", "分管领导", person=first.person))
    for account in accounts:
        yield _opened(account, jurisdiction, now=now)
