"""Ways of numbering and labels of clauses are rules with examples; each example is run here."""

import pytest

from luoshi.compiler.lexicon.rule import Rule, failures
from luoshi.compiler.passes.columns import COLUMNS, column_of
from luoshi.compiler.passes.labels import LABELS
from luoshi.compiler.passes.numbering import SCHEMES, as_number, place_in_count


@pytest.mark.parametrize("rule", [*SCHEMES, *LABELS, *COLUMNS], ids=lambda rule: rule.id)
def test_every_example_holds(rule: Rule[str]):
    assert failures(rule) == []


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.id)
def test_a_column_is_of_its_own_kind(column: Rule[str]):
    assert {column_of(example.phrase) for example in column.examples} == {column.yields}


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        (7, 7),
        ("（7）", 7),
        ("一", 1),
        ("十", 10),
        ("（十二）", 12),
        ("第二十条", 20),
        ("第一百零五条", 105),
        ("三是", 3),
        ("附", None),
        (None, None),
    ],
)
def test_the_place_that_a_number_takes(printed: int | str | None, place: int | None):
    assert place_in_count(printed) == place


@pytest.mark.parametrize(
    ("printed", "number"), [("4", 4), ("１２", 12), ("（一）", "（一）"), ("第一条", "第一条")]
)
def test_arabic_numbers_become_numbers_and_others_stay_as_printed(printed: str, number: int | str):
    assert as_number(printed) == number


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("序 号", "number"),
        ("责 任\n单 位", "either"),
        ("主要目标及重点任务", "task"),
        ("责任领导及责任单位", "either"),
        ("其他责任单位", "coop"),
        ("包抓单位", "either"),
        ("包抓领导", "leader"),
        ("年内完成时限", "due"),
        ("重点领域", "group"),
        ("任务来源", "other"),
        ("督办单位", "other"),
        ("增速", None),
        ("", None),
    ],
)
def test_names_of_columns_in_other_words(name: str, kind: str | None):
    assert column_of(name) == kind
