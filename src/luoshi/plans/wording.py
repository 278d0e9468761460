"""What is to be reached, in words, for every page that shows a target."""

from decimal import Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

OPERATORS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "=", "about": "≈"}


def plain(value: object) -> str:
    """A decimal without trailing zeros, thousands separated: ``2,160,000``."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return number_format(text, use_l10n=False, force_grouping=True)


class Aimed(Protocol):
    """What a target says is to be reached; a row, or its plain values."""

    @property
    def op(self) -> str: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def value_high(self) -> Decimal | None: ...
    @property
    def value_text(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def stretch(self) -> Decimal | None: ...
    @property
    def reference(self) -> str: ...


def wording(target: Aimed) -> str:
    """The aim in short: ``≥ 200 个``, ``1~3 个``, ``A类``, ``高于全市平均水平``."""
    if target.value is not None and target.value_high is not None:
        return f"{plain(target.value)}~{plain(target.value_high)} {target.unit}"
    if target.value is not None:
        stretch = _("（力争 %s）") % plain(target.stretch) if target.stretch is not None else ""
        return f"{OPERATORS.get(target.op, '')} {plain(target.value)} {target.unit}{stretch}".strip()
    if target.value_text:
        return {"up": _("上升"), "down": _("下降")}.get(target.value_text, target.value_text)
    if target.reference:
        return f"{OPERATORS.get(target.op, '')} {target.reference}".strip()
    return _("按期完成")
