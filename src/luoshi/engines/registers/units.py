"""Units of measure that differ by a factor, so that a figure in a wrong one is noticed and told rightly."""

from collections.abc import Mapping
from decimal import Decimal

from luoshi.engines.kernel import WORKING, settled

MONEY: Mapping[str, Decimal] = {
    "元": Decimal(1),
    "万元": Decimal(10) ** 4,
    "亿元": Decimal(10) ** 8,
}
_AREA = {
    "平方米": Decimal(1),
    "平米": Decimal(1),
    "㎡": Decimal(1),
    "万平方米": Decimal(10) ** 4,
    "万平米": Decimal(10) ** 4,
    "万㎡": Decimal(10) ** 4,
    "公顷": Decimal(10) ** 4,
    "平方公里": Decimal(10) ** 6,
}
_LENGTH = {"米": Decimal(1), "公里": Decimal(1000), "千米": Decimal(1000)}
_COUNTS = dict.fromkeys("个家项件宗次所条处份起场支座批户台辆名篇部", Decimal(1))
"""Measure words: what is counted with one may be promised with another."""
_HOMES = {"套": Decimal(1), "套(间)": Decimal(1), "套（间）": Decimal(1), "万套": Decimal(10) ** 4}
FAMILIES: tuple[Mapping[str, Decimal], ...] = (MONEY, _AREA, _LENGTH, _COUNTS, _HOMES)


def factor(unit: str, wanted: str) -> Decimal | None:
    """What a figure in ``unit`` is multiplied with to be one in ``wanted``; ``None`` where they do not meet."""
    if unit == wanted:
        return Decimal(1)
    for family in FAMILIES:
        if unit in family and wanted in family:
            return settled(WORKING.divide(family[unit], family[wanted]))
    return None
