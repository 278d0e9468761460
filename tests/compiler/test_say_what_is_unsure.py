"""What the compiler says of its own doubts: which readings, how sure it is, and what would settle them."""

import json

import pytest

from luoshi.compiler import Compilation
from luoshi.compiler.catalogue import CATALOGUE, FIXES
from luoshi.compiler.diagnostics import Diagnostic, FixKind
from luoshi.compiler.printer import as_json
from tests.compiler.reading import codes, compiled

CLAUSE = "(责任单位:区发改局)"
OFTEN = "".join(f"{n}.抓工作。(责任单位:{{often}})\n" for n in range(1, 5))


def task(words: str) -> Compilation:
    """A plan of two tasks, the first of them worded so."""
    return compiled(f"2023年云溪区工作要点\n1.{words}。{CLAUSE}\n2.乙。{CLAUSE}")


def found(compilation: Compilation, code: str) -> Diagnostic:
    """The one finding of that code."""
    (one,) = [each for each in compilation.diagnostics if each.code == code]
    return one


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("新建30公里", "T001"),
        ("开展“学习雷锋、志愿服务行动30场", "T001"),
        ("一般公共预算收入增长6%,力争一般公共预算收入增长8%。确保一般公共预算收入增长5%", "T002"),
        ("2021年底前新建学校3所", "T003"),
        ("加强5类机构监管", "T004"),
        ("新建学校5~3所", "T005"),
        ("社会消费品零售总额增长9%,力争8%", "T005"),
        ("产品抽检合格率达到120%", "T006"),
        ("确保13月底前完成改造", "T007"),
        ("确保6月31日前完成改造", "T007"),
        ("2023年2月29日前完成改造", "T007"),
    ],
)
def test_a_doubt_is_named(words: str, code: str):
    assert code in codes(task(words))


@pytest.mark.parametrize(
    "words",
    [
        "新建学校3所",
        "新建公路30公里,改建公路20公里",
        "一般公共预算收入增长6%,力争8%",
        "社会消费品零售总额增长8%左右",
        "城镇登记失业率控制在4%以内,力争3.5%",
        "新建学校3~5所",
        "2024年2月29日前完成改造",
        "年底前新建学校3所",
        "亩均税收增长120%",
        "对符合条件的人员给予每人每天300元补助",
        "推广《居家养老10项标准》",
        "提供24小时服务",
        "去年新建学校3所",
    ],
)
def test_what_is_plain_raises_no_doubt(words: str):
    assert [code for code in codes(task(words)) if code.startswith("T")] == []


@pytest.mark.parametrize(
    ("often", "once", "expected"),
    [
        ("区住房和城乡建设局", "区住房与城乡建设局", True),
        ("区市场监督管理局", "区市场监管管理局", True),
        ("区市场监督管理局", "区市场监督理局", True),
        ("区农业农村水利局", "市农业农村水利局", False),
        ("区民政局", "区财政局", False),
        ("第一人民医院管理中心", "第二人民医院管理中心", False),
        ("区住房和城乡建设局", "区文化和旅游发展局", False),
    ],
)
def test_a_name_that_differs_in_one_character(often: str, once: str, expected: bool):
    compilation = compiled(OFTEN.format(often=often) + f"5.抓工作。(责任单位:{once})")
    assert ("L008" in codes(compilation)) is expected


def test_a_frequent_name_is_never_called_a_slip():
    text = OFTEN.format(often="区住房和城乡建设局")
    more = "".join(f"{n}.抓工作。(责任单位:区住房与城乡建设局)\n" for n in (5, 6))
    assert "L008" not in codes(compiled(text + more))


SEVEN = "".join(f"{n}.抓工作。(牵头单位:区发改局;协同单位:区财政局)\n" for n in range(1, 8))


@pytest.mark.parametrize(
    ("text", "code", "before", "after", "kind"),
    [
        (
            "1.推进电 建设,加强 格化管理。(责任单位:政法委)",
            "D001",
            "加强 格化管理",
            "加强网格化管理",
            FixKind.TEXT,
        ),
        (
            SEVEN + "8.抓工作。(主办单位:区发改局;协同单位:区财政局)",
            "L001",
            "主办单位",
            "牵头单位",
            FixKind.TEXT,
        ),
        (SEVEN + "8.抓工作。(牵头单位:区发改局,协同单位:区财政局)", "L002", ",", ";", FixKind.TEXT),
        ("1.甲。(责任单位:磨店社区、站北社区管委会)", "L007", "磨店社区", "磨店社区管委会", FixKind.FIELD),
        (
            OFTEN.format(often="区住房和城乡建设局") + "5.抓工作。(责任单位:区住房与城乡建设局)",
            "L008",
            "区住房与城乡建设局",
            "区住房和城乡建设局",
            FixKind.FIELD,
        ),
    ],
)
def test_a_fix_says_what_to_put_where(text: str, code: str, before: str, after: str, kind: FixKind):
    compilation = compiled(text)
    fixes = [each.fix for each in compilation.diagnostics if each.code == code]
    assert compilation.source is not None
    settled = {(compilation.source.slice(fix.span), fix.replacement, fix.kind) for fix in fixes if fix}
    assert (before, after, kind) in settled


def test_the_text_with_its_fix_has_the_finding_no_longer():
    text = SEVEN + "8.抓工作。(主办单位:区发改局,协同单位:区财政局)"
    compilation = compiled(text)
    assert compilation.source is not None
    fixed = compilation.source.text
    fixes = [each.fix for each in compilation.diagnostics if each.fix and each.fix.kind is FixKind.TEXT]
    for fix in sorted(fixes, key=lambda each: each.span, reverse=True):
        fixed = fixed[: fix.span.start] + fix.replacement + fixed[fix.span.end :]
    assert {"L001", "L002"} <= set(codes(compilation))
    assert not {"L001", "L002"} & set(codes(compiled(fixed)))


def test_every_confidence_lies_between_nought_and_one():
    assert all(0 < entry.confidence <= 1 for entry in CATALOGUE.values())


def test_every_fix_is_worded_in_both_languages():
    assert all(len(words) == 2 and all(words) for words in FIXES.values())


def test_json_carries_confidence_and_fix():
    compilation = compiled("1.甲。(责任单位:磨店社区、站北社区管委会)")
    printed = json.loads(as_json(compilation))["diagnostics"]
    (one,) = [each for each in printed if each["code"] == "L007"]
    span = list(found(compilation, "L007").span or ())
    assert one["confidence"] == 0.9
    assert one["fix"] == {
        "kind": "field",
        "span": span,
        "replacement": "磨店社区管委会",
        "label": "写全单位名称",
        "label_en": "Take the full name",
    }
    assert all("fix" in each and 0 < each["confidence"] <= 1 for each in printed)
