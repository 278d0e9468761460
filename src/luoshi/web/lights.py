"""The five lights in words. Their shapes are in ``templates/web/sprite.html``."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ORDER: Final = ("blue", "green", "yellow", "red", "grey")
"""From best to worst; grey, which says nothing, last."""

LABELS: Final[Mapping[str, Promise]] = {
    "blue": _("蓝灯"),
    "green": _("绿灯"),
    "yellow": _("黄灯"),
    "red": _("红灯"),
    "grey": _("灰灯"),
}

MEANINGS: Final[Mapping[str, Promise]] = {
    "blue": _("已达成"),
    "green": _("符合序时"),
    "yellow": _("进度滞后"),
    "red": _("严重滞后或逾期"),
    "grey": _("暂无数据"),
}


def key(light: object) -> str:
    """The light's plain name, whether given as text or as a member of an enumeration.

    Raises ``ValueError`` for anything else: a light without a shape would be a bug of ours.
    """
    name = str(getattr(light, "value", light))
    if name not in LABELS:
        raise ValueError(f"not a light: {light!r}")
    return name
