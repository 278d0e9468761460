"""What a figure measures, as a noun phrase that stands alone."""

import re

from luoshi.compiler.lexicon import words

_TIME = re.compile(words.TIME)
_MODAL_FRONT = re.compile(rf"^(?:{words.MODAL}|的|在|与|和|及|并|其中|含|包括|以及|为|年度)+(?=.)")
_DROPPED_FRONT = re.compile("^(?:" + "|".join(sorted(words.DROPPED_VERBS, key=len, reverse=True)) + ")(?=.)")
_KEPT = "|".join(sorted(words.KEPT_VERBS, key=len, reverse=True))
_LEADING_VERB = re.compile(rf"^(?:{_KEPT}|{'|'.join(words.DROPPED_VERBS)})")
_ONLY_VERB = re.compile(rf"^(?:(?:{_KEPT}|{'|'.join(sorted(words.DROPPED_VERBS, key=len, reverse=True))}))*$")
_TAIL = re.compile(
    "(?:力争|争取|计划|预计|努力|达到|达|提高到|控制在|稳定在|保持在|不低于|不少于|不超过|超过|突破|高于|至少|约|共计|共|为|到|至|的|累计|总计|合计|实现|完成|再)+$"
)
_TAIL_NOUN = re.compile("(?:工作任务|目标任务|工作|任务|的目标)$")
_BLANK = re.compile("[ \u3000\n]+")


def cleaned(before: str) -> str:
    """The words in front of a figure without time, modal words and comparators."""
    text = _BLANK.sub("", _TIME.sub("", before)).strip("、,，和及与:：")
    for _round in range(3):
        text = _TAIL.sub("", _MODAL_FRONT.sub("", text)).strip("、,，和及与")
    return "" if text in words.MODAL.split("|") else text


def behind(after: str) -> str:
    """The counted thing behind a figure, without `的` and a closing `工作`."""
    text = _BLANK.sub("", after).strip("、,，")
    text = re.sub("^(?:以上|以下|以内|左右|及以上)?的?", "", text)
    return _TAIL_NOUN.sub("", text)


def composed(before: str, after: str) -> tuple[str, bool]:
    """The metric, and whether it takes in the words behind the figure."""
    front, back = cleaned(before), behind(after)
    listed = re.match(r"(.+)等$", front) if "、" in front or front.endswith("等") else None
    if listed or (front.count("、") >= 2 and back):
        verb = _LEADING_VERB.match(front)
        return _verb(verb[0] if verb else "") + back, True
    if _ONLY_VERB.match(front):
        return _verb(front) + back, bool(back)
    return _without_dropped(front), False


def only_verb(before: str) -> bool:
    """Whether nothing but a verb stands in front of the figure."""
    return bool(_ONLY_VERB.match(cleaned(before)))


def _verb(verb: str) -> str:
    return "" if verb in words.DROPPED_VERBS else verb


def _without_dropped(front: str) -> str:
    return _DROPPED_FRONT.sub("", front)
