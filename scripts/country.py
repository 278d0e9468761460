"""A made-up country for measuring: one government made through the verbs, and copied by SQL.

Every government has a plan of 100 tasks in 8 sections with two targets each, 30 units, 7 officials, its accounts,
and two years of monthly readings of every target. Works on PostgreSQL and SQLite.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Min, Model

YEAR = 2022
NOW = datetime(YEAR, 1, 10, 2, 0, tzinfo=UTC)
NAME = "示例区"
TASKS = 100
MONTHS = 24
OFFICIALS = ("周明远", "吴建设", "郑晓光", "钱立新", "孙文博", "冯国栋", "蒋一鸣")
OFFICES = (
    "发改局", "教育局", "科技局", "经信局", "公安局", "民政局", "司法局", "财政局", "人社局", "资源局",
    "生态环境局", "住建局", "交通局", "水务局", "农业农村局", "商务局", "文旅局", "卫健局", "应急局", "审计局",
    "市场监管局", "统计局", "医保局", "林业局", "城管局", "信访局", "数据局", "体育局", "投促局", "税务局",
)  # fmt: skip
SECTIONS = ("产业发展", "项目建设", "科技创新", "城市建设", "乡村振兴", "生态环境", "民生保障", "政务服务")
KINDS = (
    "全年新增{thing}项目{n}个，完成投资{m}亿元",
    "建成{thing}设施{n}处，覆盖率达到{p}%",
    "{thing}投诉量控制在{n}件以内，合格率不低于{p}%",
    "6月底前建成{thing}中心，培训人员{n}人次",
    "新建{thing}道路{n}公里，9月底前完成{thing}平台验收",
    "整治{thing}点位{n}个，办结率达到{p}%",
    "引进{thing}企业{n}家，产值突破{m}亿元",
)
THINGS = ("智能制造", "文化服务", "道路照明", "农田水利", "社区养老", "污水处理", "数字政务", "冷链物流",
          "职业技能", "公共停车", "老旧小区")  # fmt: skip
"""As many as share no factor with the kinds: every pair of both comes once before one comes again."""


def plan_text() -> str:
    """The plan as it would be printed."""
    heads = iter(SECTIONS)
    lines = [f"{YEAR}年重点工作计划"]
    for number in range(1, TASKS + 1):
        if (number - 1) * len(SECTIONS) // TASKS != (number - 2) * len(SECTIONS) // TASKS:
            head = next(heads)
            lines.append(f"{'一二三四五六七八'[SECTIONS.index(head)]}、{head}")
        lines.append(_item(number))
    return "\n".join(lines) + "\n"


def _item(number: int) -> str:
    thing = THINGS[number % len(THINGS)]
    aim = KINDS[number % len(KINDS)].format(thing=thing, n=12 + number, m=30 + number, p=80 + number % 20)
    lead, *others = (OFFICES[(number * 7 + step * 11) % len(OFFICES)] for step in range(4))
    clause = (
        f"牵头负责领导：{OFFICIALS[number % len(OFFICIALS)]}；牵头单位：{lead}；协同单位：{'、'.join(others)}"
    )
    return f"{number}.推进{thing}工作。压实责任，细化举措，按月调度。{aim}。（{clause}）"


COPIED = (
    "core.Jurisdiction", "core.User", "core.Grant", "core.StoredFile", "organization.Roster",
    "organization.Unit", "organization.UnitName", "organization.Group", "organization.GroupName",
    "organization.GroupMember", "organization.Person", "organization.Person.users", "organization.Post",
    "organization.Membership", "plans.Document", "plans.Finding", "plans.Plan", "plans.PlanVersion",
    "plans.Publication", "plans.Section", "plans.Task", "plans.Responsibility", "plans.Target",
    "plans.Deliverable", "plans.Damage", "plans.Revision", "plans.Doubt", "progress.Schedule",
    "progress.LightRules",
)  # fmt: skip
"""Tables in the order in which they refer to each other. Events are left out: a chain cannot be copied."""

DISTINCT = {"core_jurisdiction.name", "core_user.username"}
"""Columns whose copies carry the number of the copy."""


def build(
    jurisdictions: int, *, say: Callable[[str], None] = lambda line: print(line, file=sys.stderr)
) -> None:
    """Fill an empty, migrated database. Says how long each step took."""
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("one government through the verbs", _first),
        (f"{jurisdictions - 1} copies", lambda: _copies(jurisdictions - 1)),
        (f"{MONTHS} months of readings", _readings),
        ("ANALYZE", _analyze),
    )
    for name, step in steps:
        began = time.perf_counter()
        step()
        say(f"{name}: {time.perf_counter() - began:.0f} s")


def _first() -> None:
    demo = import_module("luoshi.cockpit.demo")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{NAME}{YEAR}.txt"
        file.write_text(plan_text(), encoding="utf-8")
        demo.install(file, unit=None, now=NOW)
    schedules = apps.get_model("progress", "Schedule")
    schedules.objects.filter(start=date(YEAR, 1, 1)).update(start=date(YEAR + 1 - MONTHS // 12, 1, 1))


def _models() -> list[type[Model]]:
    found = []
    for name in COPIED:
        app, model, *field = name.split(".")
        row: Any = apps.get_model(app, model)
        found.append(row._meta.get_field(field[0]).remote_field.through if field else row)
    return found


def _copies(count: int) -> None:
    """Every row of the first government again, its keys moved on by the number of the copy."""
    models = _models()
    steps = {model: _span(model) for model in models}
    with transaction.atomic(), _unchecked(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copy_number (n bigint PRIMARY KEY)")
        cursor.executemany("INSERT INTO copy_number VALUES (%s)", [(n,) for n in range(1, count + 1)])
        for model in models:
            cursor.execute(_copying(model, steps))
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _span(model: type[Model]) -> int:
    """How far the keys of one government's rows reach."""
    ends = model._default_manager.aggregate(low=Min("pk"), high=Max("pk"))
    return ends["high"] - ends["low"] + 1 if ends["low"] is not None else 1


def _copying(model: type[Model], steps: dict[type[Model], int]) -> str:
    table, fields = model._meta.db_table, model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_moved(table, field, steps) for field in fields)
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} t CROSS JOIN copy_number ORDER BY n, t.id"


def _moved(table: str, field: Any, steps: dict[type[Model], int]) -> str:
    if f"{table}.{field.column}" in DISTINCT:
        return f't."{field.column}" || n'
    model = field.model if field.primary_key else field.related_model
    return f't."{field.column}" + n * {steps[model]}' if model in steps else f't."{field.column}"'


@contextmanager
def _unchecked() -> Iterator[None]:
    """Foreign keys are not looked up for rows that are copied with what they refer to (PostgreSQL)."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def _readings() -> None:
    """Month by month, as they come in; secondary indexes are made afterwards."""
    with transaction.atomic(), _unchecked(), _unindexed("progress_reading"), connection.cursor() as cursor:
        for month in range(MONTHS):
            cursor.execute(READINGS, _month(month))


def _month(number: int) -> dict[str, str | float | bool]:
    year, month = divmod((YEAR + 1) * 12 - MONTHS + number, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    day = date.fromordinal(following.toordinal() - 1)
    return {
        "day": day.isoformat(),
        "reported": f"{following.replace(day=3)} 01:00:00",
        "counted": f"{following.replace(day=4)} 01:00:00",
        "share": round((number + 1) / MONTHS, 6),
        "late": number >= MONTHS * 3 // 4,
    }


READINGS = """
INSERT INTO progress_reading (target_id, unit_id, as_of, value, outcome, done, nil, declared, note,
                              reported_at, reported_by_id, counted_from)
SELECT t.id, r.unit_id, %(day)s,
       CASE WHEN s.value IS NULL THEN NULL
            WHEN s.shape IN ('level', 'ceiling') THEN round(s.value * (93 + t.id %% 10) / 100, 6)
            ELSE round(s.value * %(share)s * (60 + t.id %% 9 * 7) / 100, 6) END,
       CASE WHEN s.value IS NULL THEN %(late)s AND t.id %% 3 = 0 END,
       '[]', FALSE, '', '', %(reported)s, u.id, %(counted)s
FROM plans_target t
JOIN progress_schedule s ON s.target_id = t.id
JOIN plans_responsibility r ON r.task_id = t.task_id AND r.role = 'lead_unit' AND r.ordinal = 0
JOIN organization_unit o ON o.id = r.unit_id
JOIN core_user u ON u.jurisdiction_id = o.jurisdiction_id AND u.username LIKE 'liaison%%'
ORDER BY t.id
"""
"""What the units reported of one month; by the keys some are ahead and some behind."""


@contextmanager
def _unindexed(table: str) -> Iterator[None]:
    """Without the table's secondary indexes meanwhile (PostgreSQL)."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint)",
            [table],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, definition in indexes:
            cursor.execute(definition)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
