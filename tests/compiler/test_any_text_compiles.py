"""Whatever the text: no exception, spans inside it, the same result again, and time that grows with its length."""

import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.compiler import Compilation, compile_bytes, compile_source
from luoshi.compiler.model import Plan, Span
from luoshi.compiler.printer import as_json, as_text, findings
from luoshi.compiler.source import Source

PIECES = (
    "一、", "（一）", "1.", "2．", "3、", "第一条", "一是", "2022年", "云溪区", "全年", "新建", "学校", "不低于", "力争", "9%", "10%",
    "200个", "1~3", "2.53万套", "、", "，", ",", ";", "；", "。", "(", ")", "（", "）", "《", "》", "“", "”", "牵头责任单位:", "责任单位：",
    "协同单位:", "发改局", "各部门", "负责", "牵头", "会同", "\n", "\t", " ", "\u3000", "年底前", "全覆盖", "双下降", "网", "格化", "?",
    "声明:", "99999999999999999999", "1e999", "\u0301", "\U0001f600", "各市", "等",
)  # fmt: skip
PLANS = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


def spans(plan: Plan) -> Iterator[Span]:
    yield from filter(None, [plan.preamble])
    yield from plan.left_out
    yield from (each.span for each in (*plan.targets, *plan.sections))
    for task in plan.tasks:
        duty = task.responsibility
        yield from (task.span, task.body, *duty.spans)
        yield from (party.span for party in (*duty.leaders, *duty.lead_units, *duty.coop_units))
        yield from (each.span for each in (*task.targets, *task.deliverables, *task.damage))


def compiled(text: str) -> Compilation:
    return compile_source(Source(name="计划.txt", text=text), year=2022)


@settings(max_examples=300, deadline=None)
@given(PLANS)
def test_pieces_of_plans_in_any_order(text: str):
    compilation = compiled(text)
    assert compilation.plan is not None
    found = [each.span for each in compilation.diagnostics if each.span is not None]
    assert all(0 <= start <= end <= len(text) for start, end in (*spans(compilation.plan), *found))


@settings(max_examples=100, deadline=None)
@given(PLANS)
def test_every_reading_can_be_printed(text: str):
    compilation = compiled(text)
    assert json.loads(as_json(compilation))["tasks"] is not None
    for language in ("zh", "en"):
        as_text(compilation, language=language)
        findings(compilation, name="计划.txt", language=language)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_characters(text: str):
    compilation = compiled(text)
    assert compilation.plan is not None
    assert all(0 <= start <= end <= len(text) for start, end in spans(compilation.plan))


@settings(max_examples=50, deadline=None)
@given(PLANS)
def test_the_same_bytes_give_the_same_result(text: str):
    first, second = (as_json(compile_bytes(text.encode(), name="x", year=2022)) for _ in range(2))
    assert first == second


@settings(max_examples=100, deadline=None)
@given(PLANS)
def test_tasks_stand_in_printed_order_and_do_not_overlap(text: str):
    plan = compiled(text).plan
    assert plan is not None
    ends = [0, *(task.span.end for task in plan.tasks)]
    assert all(task.span.start >= end for task, end in zip(plan.tasks, ends, strict=False))
    assert all(task.span.start <= task.body.start <= task.body.end <= task.span.end for task in plan.tasks)


@settings(max_examples=100, deadline=None)
@given(PLANS)
def test_what_a_task_promises_stands_in_the_task(text: str):
    plan = compiled(text).plan
    assert plan is not None
    for task in plan.tasks:
        for each in (*task.targets, *task.deliverables, *task.damage):
            assert task.span.start <= each.span.start <= each.span.end <= task.span.end


@pytest.mark.parametrize(
    "unit",
    [
        "各单位要抓好落实。\n",
        "各单位要抓好落实,",
        "1.抓工作。(责任单位:甲局)\n",
        "(",
        "（责任单位：",
        "责任单位：甲局。",
        "时间：",
        "（时间：",
        "((甲负责))",
        "1.",
        "一、\n",
        "\n甲 ",
        "(1)配合单位：】",
        "完成时限：",
        "(1)\t(1)",
    ],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(unit: str):
    def seconds(characters: int) -> float:
        text = (unit * characters)[:characters]
        start = time.process_time()
        compiled(text)
        return time.process_time() - start

    seconds(1_000)
    small = min(seconds(8_000) for _ in range(3))
    # Quadratic work would take a hundred times as long.
    assert seconds(80_000) < 40 * max(small, 0.005)


def test_five_megabytes_without_a_number_are_refused_clearly():
    data = ("各单位要高度重视,抓好落实,推动各项工作走深走实。\n" * 70_000).encode()
    assert len(data) > 5_000_000
    start = time.process_time()
    compilation = compile_bytes(data, name="计划.txt")
    assert "O001" in [each.code for each in compilation.diagnostics]
    assert compilation.failed
    assert time.process_time() - start < 10
