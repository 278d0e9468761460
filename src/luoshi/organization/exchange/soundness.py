"""Whether a roster holds together as an import would leave it. Pure: no database.

Every check looks at the whole roster and speaks of rows of the workbook, where something can be done.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from luoshi.organization.checks import Spell, borne_twice, circles, claim_of, days_problem, overlapping
from luoshi.organization.codes import uscc_problem
from luoshi.organization.exchange.cells import names_text
from luoshi.organization.exchange.columns import GROUPS, PARTS, PEOPLE, UNITS
from luoshi.organization.exchange.comparison import Comparison
from luoshi.organization.exchange.rows import MemberRow, PostRow, Problem, UnitRow
from luoshi.organization.expansion import circle
from luoshi.organization.models import Post

_OPEN = ""


def unsound(comparison: Comparison) -> Iterator[Problem]:
    """All problems of the roster that an import would leave."""
    for at, row in comparison.final_units.values():
        if at:
            yield from _unit(at, row, comparison)
    yield from _codes(comparison)
    yield from _parents(comparison)
    yield from _names(comparison)
    for at, post in comparison.final_posts:
        if at:
            yield from _post(at, post)
    yield from _posts(comparison)
    yield from _groups(comparison)


def _unit(at: int, row: UnitRow, comparison: Comparison) -> Iterator[Problem]:
    if row.uscc and (wrong := uscc_problem(row.uscc)):
        yield Problem(UNITS.name, at, "统一社会信用代码", wrong)
    if wrong := days_problem(row.since, row.until):
        yield Problem(UNITS.name, at, "停用日期", wrong)
    for title, names in (("简称", row.aliases), ("加挂牌子", row.nameplates), ("曾用名", row.formers)):
        for each in names:
            if wrong := days_problem(each.since, each.until):
                yield Problem(UNITS.name, at, title, f"“{each.name}”{wrong}")
        for first, _second in overlapping(Spell(each.name, each.since, each.until, None) for each in names):
            message = _("“%(name)s”在重叠的日期里写了两次。")
            yield Problem(UNITS.name, at, title, message % {"name": first.about})
    yield from _formers(at, row)
    yield from _successor(at, row, comparison)


def _formers(at: int, row: UnitRow) -> Iterator[Problem]:
    for each in row.formers:
        if each.until is None:
            message = _("“%(name)s”要写明用到哪天为止，如 %(name)s(至2022-06-30)。")
            yield Problem(UNITS.name, at, "曾用名", message % {"name": each.name})
    spells = [Spell("", each.since, each.until, None) for each in row.formers if each.until]
    if overlapping(spells):
        message = _("几个曾用名的日期重叠：%(names)s。同一天只有一个正式名称。")
        yield Problem(UNITS.name, at, "曾用名", message % {"names": names_text(row.formers)})


def _successor(at: int, row: UnitRow, comparison: Comparison) -> Iterator[Problem]:
    if not row.successor:
        return
    _other, successor = comparison.final_units.get(row.successor, (0, None))
    if row.until is None:
        yield Problem(UNITS.name, at, "承接单位", _("填了承接单位，就要填停用日期。"))
    elif row.successor == row.name:
        yield Problem(UNITS.name, at, "承接单位", _("承接单位不能是本单位。"))
    elif successor is not None and successor.until is not None and successor.until <= row.until:
        message = _("承接单位“%(name)s”自己在 %(until)s 已停用，请填之后还在的单位。")
        details = {"name": row.successor, "until": successor.until}
        yield Problem(UNITS.name, at, "承接单位", message % details)


def _codes(comparison: Comparison) -> Iterator[Problem]:
    bearers: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for at, row in comparison.final_units.values():
        if row.uscc:
            bearers[row.uscc].append((at, row.name))
    for same in bearers.values():
        for at, name in sorted(same)[1:]:
            if at:
                other = next(each for _row, each in sorted(same) if each != name)
                message = _("这个代码也是“%(name)s”的。一个代码只属于一个单位。")
                yield Problem(UNITS.name, at, "统一社会信用代码", message % {"name": other})


def _parents(comparison: Comparison) -> Iterator[Problem]:
    final = comparison.final_units
    for way in circles({name: row.parent or None for name, (_at, row) in final.items()}):
        at = max(final[name][0] for name in way)
        message = _("上级单位绕成了圈：%(way)s。单位不能在自己之下。")
        yield Problem(UNITS.name, at, "上级单位", message % {"way": " → ".join(way)})


def _names(comparison: Comparison) -> Iterator[Problem]:
    spells = [spell for at, row in comparison.final_units.values() for spell in _official(at, row)]
    for first, second in borne_twice(spells):
        (_at, other), (at, _name) = sorted((first.holder, second.holder))
        if at:
            message = _("正式名称“%(name)s”同时也是“%(other)s”的。同一天一个正式名称只属于一个单位。")
            yield Problem(UNITS.name, at, "名称", message % {"name": first.about, "other": other})


def _official(at: int, row: UnitRow) -> Iterator[Spell]:
    holder = (at, row.name)
    yield Spell(row.name, present_since(row), row.until, holder)
    for each in row.formers:
        yield Spell(each.name, each.since, each.until, holder)


def present_since(row: UnitRow) -> date | None:
    """The first day of the present official name: the day after the last former one."""
    last = max((each.until for each in row.formers if each.until), default=None)
    return last + timedelta(days=1) if last else None


def _post(at: int, row: PostRow) -> Iterator[Problem]:
    if wrong := days_problem(row.since, row.until):
        yield Problem(PEOPLE.name, at, "离任日期", wrong)
    if row.part == Post.Part.LEADER and row.unit:
        text = _("分管领导不填单位；是某单位的负责人就选“单位负责人”。")
        yield Problem(PEOPLE.name, at, "单位", text)
    if row.part != Post.Part.LEADER and not row.unit:
        text = _("请填在哪个单位任职。")
        yield Problem(PEOPLE.name, at, "单位", text)
    if row.part != Post.Part.LEADER and row.fields:
        yield Problem(PEOPLE.name, at, "分管领域", _("只有分管领导才填分管领域。"))


def _posts(comparison: Comparison) -> Iterator[Problem]:
    spells = [
        Spell(claim_of(row.part, person=row.person, unit=row.unit, title=row.title), row.since, row.until, at)
        for at, row in enumerate(row for _at, row in comparison.final_posts)
    ]
    for pair in overlapping(spells):
        (at, row), (other_at, other) = sorted(
            (comparison.final_posts[spell.holder] for spell in pair),
            key=lambda each: each[0],
            reverse=True,
        )
        if at:
            yield Problem(PEOPLE.name, at, "任职日期", _overlap(row, other, other_at))


def _overlap(row: PostRow, other: PostRow, other_at: int) -> str:
    where = _("第%(row)d行") % {"row": other_at} if other_at else _("名册中已有的记录")
    message = _(
        "与%(where)s任职时间重叠：%(person)s任%(post)s（%(since)s至%(until)s）。请补上离任日期或改正日期。"
    )
    return message % {
        "where": where,
        "person": other.person,
        "post": other.unit + (other.title or str(PARTS[Post.Part(other.part)])),
        "since": other.since or _OPEN,
        "until": other.until or _OPEN,
    }


def _groups(comparison: Comparison) -> Iterator[Problem]:
    final = comparison.final_groups
    ways = _group_circles({name: _inner(row.members) for name, (_at, row) in final.items()})
    for name, (at, row) in final.items():
        if not at:
            continue
        if way := ways.get(name):
            message = _("集合互相包含，绕成了圈：%(way)s。")
            yield Problem(GROUPS.name, at, "成员", message % {"way": " → ".join(way)})
        for member in row.members:
            if wrong := days_problem(member.since, member.until):
                yield Problem(GROUPS.name, at, "至", f"“{member.name}”{wrong}")
        spells = [Spell((each.group, each.name), each.since, each.until, None) for each in row.members]
        for first, _second in overlapping(spells)[:1]:
            message = _("成员“%(name)s”在重叠的日期里列了两次。")
            yield Problem(GROUPS.name, at, "成员", message % {"name": first.about[1]})


def _inner(members: Iterable[MemberRow]) -> list[str]:
    return [each.name for each in members if each.group]


def _group_circles(holds: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """For every group that holds itself over some steps, the way back to it."""
    names = list(holds)
    number = {name: at for at, name in enumerate(names)}
    inside = {number[name]: [number[each] for each in holds[name] if each in number] for name in names}
    ways = {at: circle(at, inner, inside) for at, inner in inside.items() if inner}
    return {names[at]: tuple(names[step] for step in way) for at, way in ways.items() if way}
