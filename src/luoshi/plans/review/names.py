"""What may be answered to a doubt about names (``N…``), and how each answer is carried out.

Answers name what they mean (``unit:12``, ``group:5``), never a place in a list, so that one answer can be
given to all doubts that offer it. A decision ties all duties of the version that print the name, and is
remembered as a name of the unit or group, so that no later plan asks again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from luoshi.core.models import Jurisdiction, User
from luoshi.core.problems import Conflict, Refusal
from luoshi.organization.actions.adopt_names import names_of
from luoshi.organization.actions.roster import change_roster
from luoshi.organization.kinds import UnitKind, kind_of, kinds_of_group
from luoshi.organization.lookup import UNLIKELY, Hint
from luoshi.organization.models import Group, GroupMember, GroupName, Person, Unit, UnitName
from luoshi.organization.naming import NamedUnit, folded
from luoshi.organization.wording import hint_words, kind_label
from luoshi.plans.actions.resolve_names import as_of_roster, meant_names
from luoshi.plans.models import Doubt, Responsibility
from luoshi.plans.review.changes import Recorder
from luoshi.plans.review.offers import Offer

LISTED = 40
"""Names that an offer for many of them shows."""
CREATE, NEW, LATER, FILL, FILLED = "create", "new", "later", "fill", "filled"
FIRST = "Enter"


def name_offers(doubt: Doubt) -> list[Offer]:
    """The answers to a doubt about names, the likeliest first. Two queries for a group, else none."""
    match doubt.code:
        case "N003":
            return [_create_units(doubt.params), _later(_("发布时再建"))]
        case "N004":
            return _group_offers(doubt)
        case "N005":
            return [_create_people(doubt.params), _later(_("发布时再建"))]
        case _:
            return _choices(doubt.params)


def answer_name(doubt: Doubt, answer: str, *, recorder: Recorder, actor: User, now: datetime) -> str:
    """Carry the answer out; gives what was done in words. Refuses an answer that means nothing here.

    Units and groups may also be named that were not offered: ``unit:<id>``, ``group:<id>``.
    """
    jurisdiction = doubt.version.document.jurisdiction
    sort, _colon, which = answer.partition(":")
    if answer in (LATER, FILLED):
        return _settled_as_it_is(doubt, answer)
    before = change_roster(jurisdiction, actor=actor, now=now).revision - 1
    if doubt.version.names_from == before:
        as_of_roster(doubt.version, before + 1)
    elif (doubt.code, sort) == ("N003", CREATE):
        _refuse_known(doubt)
    settling = _Settling(doubt, jurisdiction, recorder, actor)
    match doubt.code, sort:
        case "N003", "create":
            return settling.create_units(doubt.params["units"])
        case "N005", "create":
            return settling.create_people(doubt.params["people"])
        case "N004", "rule":
            return settling.set_rule(which)
        case (("N001" | "N002" | "N006"), "unit" | "group"):
            return settling.choose(sort, which)
        case (("N001" | "N002" | "N006"), "printed"):
            return settling.choose_printed(which)
        case (("N001" | "N002" | "N006"), "new"):
            return settling.make_new()
        case _:
            raise Refusal(_("这一条没有这种处理方式，请刷新页面。"), field="answer")


def _refuse_known(doubt: Doubt) -> None:
    """Make no unit anew of which the roster knows something since the document was read."""
    new = {spelling for unit in meant_names(doubt.version).found.new_units for spelling in unit.spellings}
    known = [unit["name"] for unit in doubt.params["units"] if not set(unit["spellings"]) <= new]
    if known:
        text = _("名册在读取之后有变化，%(names)s可能已经登记。请先按 u 重新核对名称。")
        raise Conflict(text % {"names": "、".join(f"“{name}”" for name in known[:3])}, field="answer")


def _settled_as_it_is(doubt: Doubt, answer: str) -> str:
    """What needs no change now."""
    if answer not in {offer.answer for offer in name_offers(doubt)}:
        raise Refusal(_("这一条没有这种处理方式，请刷新页面。"), field="answer")
    if answer == FILLED:
        return _("“%s”的成员已经填好") % doubt.params["name"]
    return _("以后再定")


class _Settling:
    """Carries one answer out, every change through the recorder."""

    def __init__(self, doubt: Doubt, jurisdiction: Jurisdiction, recorder: Recorder, actor: User) -> None:
        self.doubt, self.jurisdiction = doubt, jurisdiction
        self.recorder, self.actor = recorder, actor

    @property
    def spellings(self) -> list[str]:
        """The ways in which the name is printed."""
        return list(self.doubt.params["spellings"])

    def choose(self, sort: str, which: str) -> str:
        """The name means this unit or group of the roster."""
        row = self._known(Unit if sort == "unit" else Group, which)
        if isinstance(row, Unit):
            self._remember(row)
            self._tie(self.spellings, unit_id=row.pk, group_id=None)
        else:
            self._remember_group(row)
            self._tie(self.spellings, unit_id=None, group_id=row.pk)
        return _("“%(name)s”是“%(unit)s”") % {"name": self.doubt.params["name"], "unit": row}

    def choose_printed(self, name: str) -> str:
        """The name means another unit that the document prints, which is made where it is new."""
        offered = next((c for c in self.doubt.params["candidates"] if c["name"] == name), None)
        if offered is None:
            raise Refusal(_("这一条没有这种处理方式，请刷新页面。"), field="answer")
        named = NamedUnit(name, kind_of(name), (), tuple(offered["spellings"]))
        unit = self._make([named])[name]
        self._tie(named.spellings, unit_id=unit.pk, group_id=None, loose=True)
        return self.choose("unit", str(unit.pk))

    def make_new(self) -> str:
        """The name means a unit (or group) of its own."""
        name = self.doubt.params["name"]
        if self.doubt.params["collective"]:
            return self._make_group(name)
        unit = self._make([NamedUnit(name, kind_of(folded(name)), (), tuple(self.spellings))])[name]
        self._remember(unit)
        self._tie(self.spellings, unit_id=unit.pk, group_id=None)
        return _("新建单位“%s”") % name

    def create_units(self, units: Sequence[Mapping[str, Any]]) -> str:
        """All new names become units; what somebody entered meanwhile under this very name is taken."""
        named = [
            NamedUnit(
                each["name"], UnitKind(each["kind"]), tuple(each["nameplates"]), tuple(each["spellings"])
            )
            for each in units
        ]
        rows = self._make(named)
        spelled = {spelling: rows[unit.name].pk for unit in named for spelling in unit.spellings}
        self._tie_many(spelled, "unit_id")
        return _("新建 %d 个单位") % self.recorder.made(Unit)

    def create_people(self, names: Sequence[str]) -> str:
        """All new lead officials."""
        known = {p.name: p for p in Person.objects.filter(jurisdiction=self.jurisdiction)}
        new = [name for name in dict.fromkeys(map(folded, names)) if name not in known]
        rows = [Person(jurisdiction=self.jurisdiction, name=name) for name in new]
        self.recorder.create_all(rows)
        known |= {row.name: row for row in rows}
        self._tie_many({name: known[folded(name)].pk for name in names}, "person_id")
        return _("新建 %d 位牵头领导") % len(names)

    def set_rule(self, kinds: str) -> str:
        """All units of these kinds belong to the group."""
        wanted = kinds.split("+")
        if not set(wanted) <= set(UnitKind):
            raise Refusal(_("没有这种单位类型，请刷新页面。"), field="answer")
        group = self._known(Group, str(self.doubt.params["group"]))
        self.recorder.update(group, kinds=wanted)
        labels = "、".join(map(kind_label, wanted))
        return _("“%(group)s”是全部%(kinds)s") % {"group": group, "kinds": labels}

    def _known(self, model: type[Unit] | type[Group], which: str) -> Unit | Group:
        rows = model._default_manager.filter(jurisdiction=self.jurisdiction)
        row = rows.filter(pk=which).first() if which.isdecimal() else None
        if row is None:
            raise Conflict(_("选定的单位已不在名册里。请刷新页面后重新选择。"), field="answer")
        return row

    def _make(self, named: Sequence[NamedUnit]) -> dict[str, Unit]:
        """Units by their names, made where the roster has none of that name."""
        wanted = [unit.name for unit in named]
        rows = {u.name: u for u in Unit.objects.filter(jurisdiction=self.jurisdiction, name__in=wanted)}
        new = [unit for unit in named if unit.name not in rows]
        made = [Unit(jurisdiction=self.jurisdiction, name=unit.name, kind=unit.kind.value) for unit in new]
        self.recorder.create_all(made)
        rows |= {row.name: row for row in made}
        self.recorder.create_all([name for unit in new for name in names_of(rows[unit.name], unit)])
        return rows

    def _make_group(self, name: str) -> str:
        group = Group.objects.filter(jurisdiction=self.jurisdiction, name=name).first()
        if group is None:
            group = Group(jurisdiction=self.jurisdiction, name=name)
            self.recorder.create(group)
        self._remember_group(group)
        self._tie(self.spellings, unit_id=None, group_id=group.pk)
        return _("新建集合“%s”") % name

    def _remember(self, unit: Unit) -> None:
        """Whoever decided is kept with the name; an earlier decision for another unit no longer holds."""
        decided = UnitName.objects.filter(
            jurisdiction=self.jurisdiction, name__in=self.spellings, decided_by__isnull=False
        )
        for other in decided.exclude(unit=unit):
            self.recorder.delete(other)
        known = set(decided.filter(unit=unit).values_list("name", flat=True))
        spelled = UnitName.objects.filter(unit=unit, sort=UnitName.Sort.SPELLING, since=None)
        rows = list(spelled.filter(name__in=self.spellings, decided_by=None))
        self.recorder.update_all(rows, decided_by_id=self.actor.pk)
        known |= {row.name for row in rows}
        self.recorder.create_all([self._decided(unit, name) for name in self.spellings if name not in known])

    def _decided(self, unit: Unit, name: str) -> UnitName:
        return UnitName(
            jurisdiction=self.jurisdiction,
            unit=unit,
            name=name,
            sort=UnitName.Sort.SPELLING,
            decided_by=self.actor,
        )

    def _remember_group(self, group: Group) -> None:
        names = GroupName.objects.filter(jurisdiction=self.jurisdiction, name__in=self.spellings)
        rows = list(names)
        self.recorder.update_all(rows, group_id=group.pk, decided_by_id=self.actor.pk)
        known = {row.name for row in rows}
        new = [name for name in self.spellings if name not in known]
        self.recorder.create_all(
            [
                GroupName(jurisdiction=self.jurisdiction, group=group, name=name, decided_by=self.actor)
                for name in new
            ]
        )

    def _duties(self, names: Iterable[str]) -> list[Responsibility]:
        return list(
            Responsibility.objects.filter(task__version=self.doubt.version_id, name__in=list(names)).order_by(
                "pk"
            )
        )

    def _tie(self, names: Iterable[str], *, loose: bool = False, **to: int | None) -> None:
        """Tie all duties that print the names; only those that are not tied yet where ``loose``."""
        duties = self._duties(names)
        if loose:
            duties = [duty for duty in duties if duty.unit_id is None and duty.group_id is None]
        self.recorder.update_all(duties, **to)

    def _tie_many(self, meant: Mapping[str, int], field: str) -> None:
        """Tie the duties of many names, but those that somebody tied by hand."""
        by_id: dict[int, list[Responsibility]] = {}
        for duty in self._duties(meant):
            if duty.unit_id is duty.group_id is duty.person_id is None:
                by_id.setdefault(meant[duty.name], []).append(duty)
        for pk, duties in by_id.items():
            self.recorder.update_all(duties, **{field: pk})


def _choices(params: Mapping[str, Any]) -> list[Offer]:
    """The candidates and a unit of its own, which comes first where no candidate is likely."""
    candidates = params["candidates"]
    new = (NEW, _new_label(params), "n", "")
    chosen = [
        (_answer(each), _("是“%s”") % each["name"], "", _reason(each, params["name"])) for each in candidates
    ]
    likely = bool(candidates) and candidates[0]["score"] >= UNLIKELY
    ordered = [*chosen, new] if likely else [new, *chosen]
    return [
        Offer(answer, label, FIRST if at == 0 else key or str(at + 1), detail)
        for at, (answer, label, key, detail) in enumerate(ordered)
    ]


def _new_label(params: Mapping[str, Any]) -> str:
    if params["collective"]:
        return _("是另一个集合，新建“%s”") % params["name"]
    return _("是另一个单位，新建“%s”") % params["name"]


def _answer(candidate: Mapping[str, Any]) -> str:
    if candidate["unit"] is not None:
        return f"unit:{candidate['unit']}"
    return f"group:{candidate['group']}" if candidate["group"] is not None else f"printed:{candidate['name']}"


def _reason(candidate: Mapping[str, Any], printed: str) -> str:
    return hint_words(Hint(candidate["hint"]), known=candidate["said"] or candidate["name"], printed=printed)


def _create_units(params: Mapping[str, Any]) -> Offer:
    named = [f"{unit['name']}（{kind_label(unit['kind'])}）" for unit in params["units"]]
    return Offer(CREATE, _("按原文新建 %d 个单位") % params["count"], FIRST, _listed(named))


def _create_people(params: Mapping[str, Any]) -> Offer:
    return Offer(CREATE, _("新建 %d 位牵头领导") % params["count"], FIRST, _listed(params["people"]))


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:LISTED])
    return shown if len(names) <= LISTED else _("%(names)s 等") % {"names": shown}


def _later(label: str, key: str = "l") -> Offer:
    return Offer(LATER, label, key)


def _group_offers(doubt: Doubt) -> list[Offer]:
    """That the members are said by now, rules that the name suggests, the page to fill, or later. Two queries."""
    group = Group.objects.filter(pk=doubt.params["group"]).first()
    if group is not None and (group.kinds or GroupMember.objects.filter(group=group).exists()):
        return [Offer(FILLED, _("成员已经填好"), FIRST), _fill(doubt)]
    offers = [
        Offer(
            "rule:" + "+".join(kinds),
            _("是全部%s") % "、".join(map(kind_label, kinds)),
            FIRST if at == 0 else str(at + 1),
            _("名册里这一类的单位都算，以后增减也随之变化"),
        )
        for at, kinds in enumerate(kinds_of_group(folded(doubt.params["name"])))
    ]
    return [*offers, _later(_("以后再填"), "l" if offers else FIRST), _fill(doubt)]


def _fill(doubt: Doubt) -> Offer:
    """The page for the list of members, which leads back to the review."""
    page = reverse("organization:members", args=[doubt.params["group"]])
    back = urlencode({"back": reverse("plans:review", args=[doubt.version.document_id])})
    return Offer(FILL, _("填写成员名单"), "f", url=f"{page}?{back}")
