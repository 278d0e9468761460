"""Paragraphs that report achievements by nothing but their wording: no heading, no year says so."""

import re
from typing import Final

from luoshi.compiler.model import Span

_STATES: Final = (
    "稳中(?:向好|有进|提质)|(?:步伐|进程|步子)(?:持续|不断|明显|全面)?加快|"
    "(?:持续|不断|明显|显著|稳步|全面|更加|纵深|有力|加速|进一步|日益|大幅|整体)(?:增强|改善|提升|增进|推进|扩大|迸发|凸显|优化|夯实|提高|加快|深化|显现|向好|巩固|提质|跃升|壮大|进步|完善)|"
    "(?:成效|成果|成绩)(?:显著|明显|突出|丰硕|斐然)|取得(?:新|显著|重大|积极|突破性)[^。]{0,4}(?:突破|进展|成效|成绩)|(?:再上|迈上|跃上)新?(?:的)?台阶|迈出(?:新|坚实|重大)的?步伐"
)
_STATED: Final = re.compile(
    rf"[ \u3000—\-]{{0,8}}+(?:[（(]?[一二三四五六七八九十0-9]{{1,3}}[)）]?[、.．是]?)?(?!坚持|聚焦|着力|全力|推动|加快|促进|深化|强化|加强|实现|持续|不断|进一步)[^。，,；;：:\n]{{2,14}}(?:{_STATES})[。\n]"
)
"""A first sentence that says how a matter turned out: `城乡面貌持续改善。`"""
_SIGNS: Final = re.compile(
    r"[居列]全[国省市区县][^，,。；;]{0,4}第[0-9一二三四五六七八九十]{1,3}|跃居|荣获|获评|获批|入选|摘得|斩获|首次(?:突破|超过|达到|进入)|创[^，,。]{0,4}新高"
    r"|连续[0-9一二三四五六七八九十两]{1,3}(?:年|个|届|次)|同比(?:增长|提高|下降)|[较比](?:上年|去年|年初)|成功(?:举办|创建|创成|获批|入选|承办|争取|签约)|圆满|如期|超额完成|全部(?:办结|完成|兑现|交付|达标)|顺利|[一二三四五六七八九十]{1,3}连[丰增冠]|被(?:评为|确定|列为|授予)|累计|建成投用[，,。；;]|投入使用[，,。；;]|竣工投产[，,。；;]"
)
_AIMS: Final = re.compile(
    r"力争|确保|争取|今年|年内|年底前|月底前|到20[0-9]{2}年|将[^军]|(?<![需重主])要(?![素求件])|以上|左右|不低于|不少于|以内|计划(?!生育)|下一步|新的一年|务必"
)
_ENOUGH: Final = 3


def reports_achievements(text: str, line: Span) -> bool:
    """Whether a paragraph tells what came about: its first sentence or its words say so, and nothing is aimed at."""
    stated = _STATED.match(text, line.start, line.end) is not None
    signs = {match[0][:2] for match in _SIGNS.finditer(text, line.start, line.end)}
    enough = len(signs) >= (1 if stated else _ENOUGH)
    return enough and not _aims(text, line, told=len(signs) + 2 * stated)


def _aims(text: str, line: Span, *, told: int) -> bool:
    """Whether anything is aimed at; a single `左右` among many signs of the past is none."""
    aims = [match[0] for match in _AIMS.finditer(text, line.start, line.end)]
    return len(aims) > (1 if told > _ENOUGH else 0) or any(aim not in ("以上", "左右") for aim in aims)
