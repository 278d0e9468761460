"""The plan as the workbook that offices pass round: as of the day, filtered, and readable again."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from luoshi.cockpit.board import load_board
from luoshi.cockpit.plan_page import Filters, plan_page
from luoshi.cockpit.plan_sheet import workbook
from luoshi.compiler import Compilation, compile_bytes
from luoshi.compiler.model import Target
from luoshi.organization.models import Unit
from luoshi.plans.models import Damage, PlanVersion
from luoshi.plans.models import Target as PlanTarget
from luoshi.plans.sheets import SheetTask, plan_sheet
from tests.cockpit.organized import BEFORE, JULY, renamed
from tests.world import SAMPLE, signed_in

pytestmark = pytest.mark.django_db


def made(day: date = BEFORE, **filters: object) -> bytes:
    version = PlanVersion.objects.get()
    board = load_board(version, as_of=day, family="default")
    return workbook(board, plan_page(board, Filters(**filters), text=version.document.text))  # type: ignore[arg-type]


def sheet(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()


def value(target: Target) -> tuple[object, ...]:
    return target.kind, target.metric, target.op, target.value, target.unit, target.stretch, target.deadline


def units(compilation: Compilation) -> list[tuple[object, list[int], list[int]]]:
    """Number, and the units that lead and cooperate, whatever they are called."""
    assert compilation.plan is not None
    known = dict(Unit.objects.values_list("names__name", "pk")) | dict(Unit.objects.values_list("name", "pk"))
    return [
        (
            task.number,
            [known.get(party.name, 0) for party in task.responsibility.lead_units],
            [known.get(party.name, 0) for party in task.responsibility.coop_units],
        )
        for task in compilation.plan.tasks
    ]


def test_it_has_the_columns_that_offices_use_and_a_row_for_each_section():
    rows = sheet(made())
    head = next(row for row in rows if row[0] == "序号")
    assert head == ["序号", "任务", "牵头领导", "牵头单位", "协同单位", "目标", "时限"]
    assert rows[0][0] == "2022年合肥新站高新区工作计划"
    assert rows[1][0] == "（截至2022年6月30日）"
    assert sum(str(row[0]).startswith(("一、", "八、")) for row in rows) == 2


def test_it_reads_back_as_the_same_plan():
    old, new = compile_bytes(SAMPLE.read_bytes(), name="plan.txt"), compile_bytes(made(), name="plan.xlsx")
    assert old.plan is not None
    assert new.plan is not None
    assert new.plan.year == old.plan.year
    assert [task.number for task in new.plan.tasks] == [task.number for task in old.plan.tasks]
    assert [[value(t) for t in task.targets] for task in new.plan.tasks] == [
        [value(t) for t in task.targets] for task in old.plan.tasks
    ]
    assert [value(t) for t in new.plan.targets] == [value(t) for t in old.plan.targets]
    assert units(new) == units(old)


def test_what_people_set_in_the_review_is_told_beside_the_printed_words():
    PlanTarget.objects.filter(metric="新签约项目", value=200).update(value=180, by_hand=True)
    rows = sheet(made())
    assert "备注" not in str(sheet(made(leader="王连贵")))
    remarks = next(row for row in rows if row[0] == "序号").index("备注")
    assert [row[remarks] for row in rows if row[remarks]] == ["备注", "核定：新签约项目 ≥ 180 个"]


def test_what_people_set_counts_as_no_second_target():
    PlanTarget.objects.filter(metric="新签约项目", value=200).update(by_hand=True)
    test_it_reads_back_as_the_same_plan()


def test_units_bear_the_names_of_the_day():
    renamed("区投促局", "区招商局")
    assert "区招商局" not in str(sheet(made(BEFORE)))
    assert "区招商局" in str(sheet(made(JULY)))


def test_filters_of_the_page_hold_and_are_told():
    rows = sheet(made(leader="王连贵"))
    assert [row[0] for row in rows if isinstance(row[0], float)] == [95]
    assert rows[1][0] == "（截至2022年6月30日，94项任务中的1项）"


def test_a_word_that_a_person_put_back_is_in_print():
    assert "土地 批" in str(sheet(made()))
    Damage.objects.filter(printed__contains="土地 批").update(confirmed=True)
    assert "土地报批" in str(sheet(made()))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "http://a.cn", "=HYPERLINK(1)"])
def test_no_text_becomes_a_formula_or_a_link(text: str):
    task = SheetTask(text, text, text, [text], [text], [text], text, text)
    with ZipFile(BytesIO(plan_sheet(text, [task], note=text, preamble=text))) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in written
    assert "hyperlink" not in written


def test_the_same_plan_gives_the_same_bytes():
    assert made() == made()


def test_the_plan_page_hands_it_out_with_its_filters():
    browser = signed_in("liaison")
    assert 'href="/plan/workbook/?leader=' in browser.get("/plan/?leader=王连贵").content.decode()
    answer = browser.get("/plan/workbook/?leader=王连贵&as_of=2022-06-30")
    assert answer["Content-Disposition"].startswith("attachment")
    assert [row[0] for row in sheet(answer.content) if isinstance(row[0], float)] == [95]
