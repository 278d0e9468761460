"""What people type into a register's field is read, or told what is wrong with it."""

from datetime import date
from decimal import Decimal

import pytest

from luoshi.engines.kernel import Words, word
from luoshi.engines.lifecycle import Objection
from luoshi.engines.registers import Choice, Field, Type, factor, typed


def field(type_: Type, **options: object) -> Field:
    return Field("f", Words("字段", "Field"), type_, **options)  # type: ignore[arg-type]


MONEY = field(Type.MONEY, unit="亿元", low=Decimal(0), high=Decimal(1000))
LAND = field(Type.NUMBER, unit="亩")
DAY = field(Type.DATE)
KIND = field(
    Type.CHOICE, choices=(Choice("big", Words("大型", "big")), Choice("small", Words("小型", "small")))
)
TEXT = field(Type.TEXT, longest=5)


@pytest.mark.parametrize(
    ("of", "said", "value"),
    [
        (MONEY, "12", Decimal(12)),
        (MONEY, "１，２００．５", Decimal("1200.5")),
        (MONEY, "0.3亿元", Decimal("0.3")),
        (MONEY, " 3 亿元 ", Decimal(3)),
        (LAND, "-2.5", Decimal("-2.5")),
        (DAY, "2022-06-30", date(2022, 6, 30)),
        (DAY, "2022/6/3", date(2022, 6, 3)),
        (DAY, "2022.6.3", date(2022, 6, 3)),
        (DAY, "２０２２年６月３日", date(2022, 6, 3)),
        (DAY, "2022-06-30 00:00:00", date(2022, 6, 30)),
        (KIND, "大型", "big"),
        (KIND, "small", "small"),
        (TEXT, " 五个字以内 ", "五个字以内"),
    ],
)
def test_what_is_meant_is_read(of: Field, said: str, value: object) -> None:
    if isinstance(value, Decimal) and value > 1000:
        of = field(Type.MONEY, unit="亿元")
    assert typed(of, said) == value


@pytest.mark.parametrize(
    ("of", "said", "message"),
    [
        (MONEY, "3000万元", "应以“亿元”计，“3000万元”合0.3亿元,请改填0.3。"),
        (MONEY, "5亩", "应以“亿元”计，“5亩”的单位不能换算，请核对。"),
        (MONEY, "1001", "1001不在0～1000亿元之内。"),
        (MONEY, "-1", "-1不在0～1000亿元之内。"),
        (MONEY, "很多", "“很多”不是数字"),
        (MONEY, "1.1234567", "最多6位小数"),
        (DAY, "2022-02-30", "“2022-02-30”不是日期"),
        (DAY, "月底", "“月底”不是日期"),
        (KIND, "巨型", "没有“巨型”这一项，可填：大型、小型。"),
        (TEXT, "超过五个字的文字", "最多5个字，现有8个。"),
    ],
)
def test_what_cannot_be_meant_is_told_with_what_to_do(of: Field, said: str, message: str) -> None:
    found = typed(of, said)
    assert isinstance(found, Objection)
    assert found.field == "f"
    assert message in word(found.key, **dict(found.values))


@pytest.mark.parametrize(
    ("unit", "wanted", "times"),
    [
        ("亿元", "亿元", 1),
        ("亿元", "万元", 10000),
        ("万元", "亿元", Decimal("0.0001")),
        ("家", "个", 1),
        ("万㎡", "平米", 10000),
        ("万套", "套", 10000),
        ("亿元", "个", None),
        ("亩", "公里", None),
    ],
)
def test_units_meet_where_a_factor_is_exact(unit: str, wanted: str, times: object) -> None:
    assert factor(unit, wanted) == times
