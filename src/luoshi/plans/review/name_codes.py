"""Doubts about names in words: Chinese and English message, and what to do.

``docs/names.md`` has an entry for each code; a test holds that. Codes never change meaning.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class NameEntry:
    """Wording of one code; ``{name}`` stands for a parameter of the doubt."""

    zh: str
    zh_hint: str
    en: str
    en_hint: str


NAME_CODES: Final[Mapping[str, NameEntry]] = {
    "N001": NameEntry(
        "“{name}”可能指 {choices} 个单位，共 {duties} 处责任。",
        "请选定是哪一个；选定后记住，以后同样的写法不再询问。",
        "“{name}” may mean any of {choices} units; {duties} duties hang on it.",
        "Say which one; it is remembered for this way of writing.",
    ),
    "N002": NameEntry(
        "“{name}”在名册里没有确定对应的单位，但有相近的，共 {duties} 处责任。",
        "如是同一单位的简称、旧称或误写，请选定该单位；确是另一个单位，请新建。",
        "“{name}” is not in the roster but is like a known unit; {duties} duties hang on it.",
        "If it shortens, used to be, or misspells that unit, choose it; if it is another one, make it.",
    ),
    "N003": NameEntry(
        "{count} 个单位不在名册，也不像名册里的任何单位，共 {duties} 处责任。",
        "核对下列名称后按原文新建；不处理的，发布时按原文新建。",
        "{count} units are not in the roster and like none in it; {duties} duties hang on them.",
        "Check the names and make them as printed; what is left is made so when the plan is published.",
    ),
    "N004": NameEntry(
        "“{name}”有哪些成员还没有人说明，共 {duties} 处责任。",
        "请按类型设定规则，或填写成员名单；没有填写之前，这些责任保留待分。",
        "Nobody has said who belongs to “{name}”; {duties} duties hang on it.",
        "Give a rule by kind or a list of members; until then the duties wait.",
    ),
    "N005": NameEntry(
        "{count} 位牵头负责领导不在名册，共 {duties} 处责任。",
        "核对姓名后新建；职务和分管领域可以以后在名册里补填。",
        "{count} lead officials are not in the roster; {duties} duties hang on them.",
        "Check the names and make them; posts and fields of work can be added to the roster later.",
    ),
    "N006": NameEntry(
        "“{name}”括号里的字不像加挂牌子，共 {duties} 处责任。",
        "请选定责任单位；括号里是另一个单位的，请选定后在责任栏里补上。",
        "What stands in the bracket of “{name}” is no nameplate; {duties} duties hang on it.",
        "Say which unit answers; if the bracket names another one too, add it among the duties.",
    ),
}


def message(code: str, params: Mapping[str, Any], *, language: str = "zh") -> str:
    """What is unsure, in ``zh`` or ``en``."""
    entry = NAME_CODES[code]
    return (entry.zh if language.startswith("zh") else entry.en).format_map(params)


def hint(code: str, params: Mapping[str, Any], *, language: str = "zh") -> str:
    """What to do about it."""
    entry = NAME_CODES[code]
    return (entry.zh_hint if language.startswith("zh") else entry.en_hint).format_map(params)


def names_in(params: Mapping[str, Any]) -> list[str]:
    """The printed names that a doubt is about."""
    units = [name for unit in params.get("units", ()) for name in unit["spellings"]]
    return [*units, *params.get("people", ()), *params.get("spellings", ())]
