"""Unified social credit codes (GB 32100-2015): 18 characters, the last of which checks the others. Pure.

The two first characters say who registered what kind of body and may be letters (`Y` other, `N` of the
countryside); six digits give the place; nine characters are the organization's own.
"""

import unicodedata

from django.utils.translation import gettext as _
from stdnum.cn import uscc

LENGTH = 18
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Digits and capital letters but for I, O, S, V and Z, which are easily taken for others."""
_PLACE = slice(2, 8)
_SEPARATORS = " -\u3000\u00a0"


def tidy_uscc(entered: str) -> str:
    """The code as it is kept: half-width capitals, without the blanks and dashes of a pasted one."""
    plain = unicodedata.normalize("NFKC", entered).upper()
    return "".join(each for each in plain if each not in _SEPARATORS and not each.isspace())


def uscc_problem(code: str) -> str:
    """What is wrong with a code, in words for whoever entered it; empty where nothing is.

    The first of: its length, a character that no code has, a letter among the digits of the place, the
    check digit. Look at :func:`tidy_uscc` first where the code was typed.
    """
    if len(code) != LENGTH:
        return _("统一社会信用代码应为18位，这里是%(length)d位。") % {"length": len(code)}
    strange = [(at, each) for at, each in enumerate(code, 1) if each not in ALPHABET]
    if strange:
        at, each = strange[0]
        text = _("统一社会信用代码第%(at)d位“%(each)s”不对：只用数字和大写字母，不用 I、O、S、V、Z。")
        return text % {"at": at, "each": each}
    if not code[_PLACE].isdigit():
        return _("统一社会信用代码第3至8位是登记机关的行政区划码，只能是数字。")
    expected = uscc.calc_check_digit(code[:-1])
    if code[-1] != expected:
        text = _("统一社会信用代码的校验位不对：按前17位计算，末位应为“%(expected)s”。请核对是否抄错。")
        return text % {"expected": expected}
    return ""
