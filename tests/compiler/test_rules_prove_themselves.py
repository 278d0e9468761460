"""Rules and words of the lexicon are values with examples; each example is run here."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.compiler.lexicon import dates, measures, numerals
from luoshi.compiler.lexicon.rule import Example, Rule, failures
from luoshi.compiler.passes import damage, deliverables
from luoshi.compiler.passes.targets import verbal

ALL = (*verbal.RULES, *deliverables.RULES, *damage.RULES)


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.id)
def test_every_example_of_a_rule_holds(rule: Rule[object]) -> None:
    assert failures(rule) == []


def test_rule_names_are_unique() -> None:
    assert len({rule.id for rule in ALL}) == len(ALL)


@pytest.mark.parametrize("examples", [(), (Example("没有", None),)])
def test_a_rule_that_proves_nothing_is_refused(examples: tuple[Example, ...]) -> None:
    with pytest.raises(ValueError, match="no example"):
        Rule("empty", "有", "x", examples)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("9", 9), ("1,200", 1200), ("２５", 25), ("2.53", "2.53")],
)
def test_arabic_numbers(printed: str, value: str) -> None:
    assert numerals.arabic(printed) == Decimal(value)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三千六百", 3600),
        ("二〇二三", 2023),
    ],
)
def test_chinese_numbers(printed: str, value: int) -> None:
    assert numerals.chinese(printed) == value


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("年底前完成", date(2023, 12, 31)),
        ("2月底前完成", date(2023, 2, 28)),
        ("6月底前完成", date(2023, 6, 30)),
        ("上半年完成", date(2023, 6, 30)),
        ("2024年下半年投入使用", date(2024, 12, 31)),
        ("一季度末前开工", date(2023, 3, 31)),
        ("13月底前完成", None),
        ("全年完成", None),
    ],
)
def test_a_deadline_is_the_last_day_that_the_words_name(words: str, day: date | None) -> None:
    assert dates.deadline(words, year=2023) == day


def test_without_a_year_words_name_no_day() -> None:
    assert dates.deadline("年底前完成", year=None) is None


def test_a_longer_unit_is_never_hidden_by_a_shorter_one() -> None:
    lengths = [len(unit) for unit in measures.ALL]
    assert lengths == sorted(lengths, reverse=True)
