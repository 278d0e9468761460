"""What a figure measures, as a noun phrase that stands alone."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from luoshi.compiler.lexicon import words
from luoshi.compiler.lexicon.rule import alternation

_KEPT: Final = alternation(words.KEPT_VERBS)
_DROPPED: Final = alternation(words.DROPPED_VERBS)
_MEASURE: Final = alternation(words.MEASURE_NOUNS)

_TIME = re.compile(words.TIME)
_MODAL_FRONT = re.compile(
    rf"^(?:{words.MODAL}|的|在|与|和(?![美谐平])|及|并(?!网|购|轨)|将|其中|含|包括|以及|为|年度|[^,，:：]{{0,24}}目标(?:任务)?(?:是|为)[:：]?)+(?=.)"
)
_ASSIGNED = re.compile(r"^(?:国家|省|市|区|县|上级)级?(?:委|政府)?下达(?:给?我[省市区县])?的?(?=.)")
_HANDED_DOWN = re.compile(r"^(?:(?:国家|省|市|区|县|上级)级?(?:委|政府)?下达)?(?:给?我[省市区县]|各地)$")
_DROPPED_FRONT = re.compile(rf"^(?:(?:{_DROPPED})(?!率))+(?=..)")
_LEADING_VERB = re.compile(rf"^(?:{_KEPT}|{_DROPPED})")
_KEPT_FRONT = re.compile(rf"^(?:{_KEPT})(?:、(?:{_KEPT}))*")
_ONLY_VERB = re.compile(rf"^再?(?:{_KEPT}|{_DROPPED}|、)*+$")  # possessive: a verb may hold another
_PLACED = re.compile(rf"((?:园区|开发区|全[省市县区镇]|辖区))(?:{_KEPT})(.+)$")
_VERB_LAST = re.compile(rf"(?:{_KEPT})$")
_LED = re.compile(rf"^(?:{alternation(words.LEADING)})[^,，、]{{2,20}}?(?=(?:{alternation(words.FOUNDING)}))")
_PLACE_LAST = re.compile(r"(?:[内中里]|[全我各][省市区县域]|范围|辖区)$")
_AREA_LAST = re.compile("^[\u4e00-\u9fff]{0,4}(?:城区|片区|老城|新城|景区|库区|灌区|园区|镇区)$")
"""A place in front of a size: `老城区3平方公里雨污分流`."""
_MEASURE_LAST = re.compile(rf"(?:{_MEASURE})$")
_NOMINAL_LAST = re.compile(rf"(?:{alternation(words.NOMINAL_VERBS)})$")
_NOMINAL = re.compile(f"(?:{alternation(words.NOMINAL_VERBS)}|诊断)")
_ACT_LAST = re.compile(rf"(?:环境|综合|提标|提升)?(?:{alternation(words.NOMINAL_VERBS)})$")
_TAIL = re.compile(rf"(?:{words.TAIL})+$")
_TAIL_NOUN = re.compile(
    r"(?:的?(?:工作任务|目标任务|年度任务|各项任务|工作|目标))$|(?:并|以及|用于|以(?![上下内])|,|，|。|,其中).*$"
)
_WHEN_BEHIND = re.compile(rf"{words.TIME}(?:之?前)?(?:全部|基本|全面)?(?=(?:{_KEPT}|投|交|开|竣|完))")
_BARE_MEASURE = re.compile(
    "^(?:产量|总量|规模|总规模|总额|总数|数量|占比|比重|增速|增幅|增量|产值|营收|单产|达标率|合格率|完成率|总产值|存量|余额)$"
)
_SHORTENED = re.compile("(?:压缩|缩短|压减|缩减|延长|提高|降低)$")
_RANKED_LAST = re.compile("(?:(?:国家|[省市区县镇乡村])级|[0-9]元以上|[万亿]元?以上|级)$")
_RANKED_THING = re.compile("(?:级(?:及?以上)?|元以上)(?P<thing>[\u4e00-\u9fff“”]{2,})$")
_NO_THING = re.compile(r"^(?:的?(?:目标|任务|标准|规模|额度|水平)|予以|纳入|以|并|且|用于|等$)")
_SHARED_NOUN = re.compile(
    "(?:增加值|总产值|产值|营业收入|营收|收入|利润|税收|投资|零售额|销售额|营业额|出口额|进口额|产量|总产|规模|面积|人数|吞吐量|装机|储量|覆盖率|普及率)"
    "(?:占[^、]+(?:比重|比例|份额))?$"
)
_AHEAD_OF = re.compile(r"(?:高于|低于|快于)[全各][国省市区县]平均(?:水平)?$")
_FOCUS_FRONT = re.compile(rf"^重点(?=(?:{_KEPT}))")
_SAME_PERIOD = re.compile(
    r"^(?:同比|(?:按)?(?:同|可比)口径|年均|平均|比上年|较上年|名义|实际)*(?P<how>增长|下降|提高|增幅|增速|降幅|涨幅|减少|降低)$"
)
_SHARE_OF = re.compile(r"^占[^,，]{2,}(?:比重|比例|份额|的)?$")
_CHANGE_LAST = re.compile("(?:同比|年均|实际|名义)*(?:增长|下降|提高|增速|增幅|降幅)$")
_TOPIC = re.compile("(?P<topic>[^,，]{2,16}?)(?:发展|建设|开发|工作|生产)?方面")
_BARE_INVESTMENT = re.compile("^(?:年度|总|计划)?投资$")
_THAN_BEFORE = re.compile(r"^(?:较|比)[^,，]{0,8}?(?=提高|提升|增长|增加|下降|降低|减少|压减)")
_ORDINAL = re.compile("^(?:[一二三四五六七八九十]{1,3}是|[0-9]{1,2}[.．、](?![0-9])|[—－-]+)")
_SIZED = re.compile(
    "(?:总投资|投资额|全长|总长|年产值|产值|总规模|总面积|占地)(?:达到|达|超过|超|约)?[0-9.]+[万亿]*(?:元|公里|亩|平方米|米|㎡)(?:以上)?的"
)
"""`总投资56亿元的`: which things, not what is measured."""
_LIST_LAST = re.compile("等$|[一二三四五六七八九十]、[一二三四五六七八九十]$")
_UNDERTAKING = re.compile("(?:提升)?(?:[一二三四五]年)?(?:专项)?(?:行动|工程|计划|攻坚)$")
_DRIVEN = re.compile(
    "(?:加快|持续|大力|稳步|有序)?(?:推动|推进|实施)(?P<thing>[\u4e00-\u9fff]{4,20}?)(?:项目)?建设$"
)
_WHOSE_DEED = re.compile(rf"(?:以上|左右)?的[\u4e00-\u9fff]{{2,8}}?(?:{_KEPT})[\u4e00-\u9fff]{{2}}")
_BLANK = re.compile("[ \u3000\n]+")
_MODAL_WORDS: Final = frozenset(words.MODAL.replace("(?!率)", "").split("|"))
_SHORT: Final = 2
_EDGE: Final = "、,，和及与:："
_HARMONY = re.compile("[美谐]")
_REACHES = re.compile("(?:惠|涉|普|覆盖)及$")
"""及 that is part of a verb."""


class Phrase(NamedTuple):
    """A metric, and whether it took in the words behind the figure."""

    text: str
    takes_behind: bool


@lru_cache(maxsize=256)
def cleaned(before: str) -> str:
    """The words in front of a figure without time, modal words and comparators.

    Kept for a while, because several rules ask it of the same words.
    """
    text = _SIZED.sub("", _ORDINAL.sub("", _trimmed(_TIME.sub("", _BLANK.sub("", before)))))
    for _round in range(3):
        last = text
        text = _trimmed(_ASSIGNED.sub("", _MODAL_FRONT.sub("", _AHEAD_OF.sub("", _TAIL.sub("", text)))))
        text = _FOCUS_FRONT.sub("", text)
        if text == last:
            break
    if _REACHES.search(before.rstrip()):
        text += "及"
    return "" if text in _MODAL_WORDS else text


def _trimmed(text: str) -> str:
    """Without marks and joining words at either end; `和美乡村`, `和谐社区` begin with no such word."""
    bare = text.strip(_EDGE)
    return "和" + bare if _HARMONY.match(bare) and text.lstrip("、,，:").startswith("和") else bare


def behind(after: str) -> str:
    """The counted thing behind a figure, without `的` and a closing `工作`."""
    text = _trimmed(_BLANK.sub("", after))
    text = re.sub("^(?:及?以上|以下|以内|左右)?的?", "", text)
    return _TAIL_NOUN.sub("", _WHEN_BEHIND.sub("", text))


def composed(before: str, after: str, *, rate: bool = False, amount: bool = False) -> Phrase:
    """The metric of a figure between ``before`` and ``after``.

    ``rate``: a percentage, whose measure stands in front. ``amount``: money or a physical size,
    likewise; only a bare count takes its noun from behind (`新开工7个停车场项目`).
    """
    front, back = _own_part(cleaned(before)), behind(after)
    if _lists_names(front, back):
        verb = _LEADING_VERB.match(front)
        return Phrase(_verb(verb[0] if verb else "") + back, True)
    if _ONLY_VERB.match(front):
        return Phrase(_verb(front) + back, bool(back))
    if rate and _WHOSE_DEED.match(after):
        return Phrase(back, True)  # `甲区、乙区50%的社区建成服务中心`
    if back == "额度":
        return Phrase(_bare(front) + back, True)
    if not back or _NO_THING.match(back):
        return Phrase(_bare(front), False)
    if _PLACE_LAST.search(front) or _HANDED_DOWN.match(front):
        return Phrase(back, True)
    if amount and _AREA_LAST.search(front):
        return Phrase(_bare(front) + back, True)
    if (rate and _MEASURE_LAST.search(front)) or (amount and not _VERB_LAST.search(front)):
        return Phrase(_bare(front), False)
    return Phrase(_bare(front) + back, True)


def continued(front: str, last: str) -> str:
    """``front`` with the verb of the metric before it, where a list left the verb out."""
    verb = _KEPT_FRONT.match(last)
    own = _LEADING_VERB.match(front)
    if verb is None or own or _MEASURE_LAST.search(front) or _NOMINAL_LAST.search(front):
        return front
    return verb[0] + front


def each_of(phrase: str) -> list[str]:
    """`新建A、B、C` as three metrics with the verb of the first."""
    first, *others = re.split("[、和及]", phrase)
    return [first, *(continued(other, first) for other in others)]


def of_each(before: str, after: str) -> list[str]:
    """`完成小学、初中各1所改扩建`: the metrics of all that 各 stands for."""
    return [each + behind(after) for each in each_of(_bare(cleaned(re.sub("各$", "", before.rstrip()))))]


def driven(clause: str) -> str:
    """What an earlier clause drives on: `推动老旧住宅加装电梯建设` is `老旧住宅加装电梯`; empty for other clauses."""
    thing = _DRIVEN.match(clause.strip())
    return _bare(thing["thing"]) if thing and "、" not in thing["thing"] else ""


def undertaken(clause: str) -> str:
    """What an earlier clause undertakes: `开展街巷整治三年行动` is `街巷整治`; empty for other clauses."""
    text = cleaned(clause)
    bare = _UNDERTAKING.sub("", text)
    return _bare(bare) if bare != text else ""


def change_of(front: str, last: str) -> str | None:
    """`收入完成210亿元,同比增长6%`, `占比达到12%,较上年提高1个百分点`: of the measure before; else ``None``."""
    period = _SAME_PERIOD.match(front)
    change = period["how"] if period else _THAN_BEFORE.sub("", front)
    whose = re.sub("净增$", "", _CHANGE_LAST.sub("", last)) or last
    if _SHARE_OF.match(front):
        return whose + front
    if _BARE_MEASURE.match(front):
        return whose + front
    return whose + change if period or (change != front and len(change) <= 3) else None


def level_of(last: str) -> str:
    """`成交额增长20%,达到150亿元`: the measure itself, not its growth."""
    return _CHANGE_LAST.sub("", last) or last


def with_thing(verb: str, last: str) -> str:
    """`建成项目30个,新开工40个`: the second verb counts the same things."""
    if _NOMINAL.fullmatch(last):
        return verb  # `诊断200家、改造120家`
    behind_it = None if _KEPT_FRONT.match(last) else _VERB_LAST.search(last)
    if behind_it and behind_it.start() > 1:
        return last[: behind_it.start()] + verb  # `住宅加装电梯新增400台、完工200台`
    place = _PLACED.match(last)
    return place[1] + verb + place[2] if place else verb + _KEPT_FRONT.sub("", last)


def ranked(phrase: str, last: str) -> str:
    """`市级以上研发平台8个,其中省级3个`: platforms again."""
    thing = _RANKED_THING.search(last) if _RANKED_LAST.search(phrase) else None
    return phrase + thing["thing"] if thing else phrase


def ranks_completed(phrases: list[str]) -> list[str]:
    """`1个县级、12个乡级、150个村级服务站`: the thing that is named last."""
    thing = _RANKED_THING.search(phrases[-1]) if phrases else None
    return [each + thing["thing"] if thing and _RANKED_LAST.search(each) else each for each in phrases]


def acts_completed(phrases: list[str]) -> list[str]:
    """`完成30个中心村、120个自然村环境整治`: the act that is named last."""
    act = _ACT_LAST.search(phrases[-1]) if len(phrases) > 1 else None
    return [each if not act or _NOMINAL_LAST.search(each) else each + act[0] for each in phrases]


def topic_of(clause: str) -> str:
    """`非常规天然气发展方面`: what the rest of the sentence is about; empty for other clauses."""
    match = _TOPIC.fullmatch(clause.strip()) if "方面" in clause else None
    return match["topic"] if match else ""


def is_growth(phrase: str) -> bool:
    """Whether a change is measured (`增长`, `提高`), not a state."""
    return bool(_CHANGE_LAST.search(phrase))


def goes_on(before: str) -> bool:
    """Whether a clause goes on with the measure before: `增长8%`, `同比提高2个百分点`, `占比达到12%`."""
    own = cleaned(before)
    return not own or bool(_SAME_PERIOD.match(own) or _SHARE_OF.match(own) or is_bare(own))


def says_no_more(before: str, last: str) -> bool:
    """Whether the words in front of a figure only repeat the change of the measure before: `力争下降`."""
    own = cleaned(before)
    return not own or (len(own) == 2 and is_growth(own) and last.endswith(own))


def is_bare(phrase: str) -> bool:
    """Whether a measure does not say of what: `产量`, `投资`."""
    return bool(_BARE_MEASURE.match(phrase) or _BARE_INVESTMENT.match(phrase))


def invested(front: str, last: str) -> str:
    """`推进86个项目建设,完成年度投资320亿元`: whose investment."""
    return (
        re.sub("(?:建设|改造|(?:年度|总|计划)*投资)$", "", last) + front
        if _BARE_INVESTMENT.match(front)
        else front
    )


def part_of(inner: str, whole: str) -> str:
    """A part in brackets: `土地供应3500亩(含经营性用地1000亩)` is `经营性用地供应`."""
    nominal = _NOMINAL_LAST.search(whole)
    bare = nominal is None or _NOMINAL_LAST.search(inner) or _LEADING_VERB.match(inner)
    return inner if bare or nominal is None else inner + nominal[0]


def shared(before: str, *, count: int) -> tuple[list[str], str] | None:
    """`A、B年均分别增长`: the measures and what they all do; ``None`` without 分别.

    ``count``: how many figures follow, which tells `文化及相关产业` from a list of two.
    """
    match = re.match(r"(.+?)((?:年均)?)分别(.*)$", _BLANK.sub("", before))
    if match is None:
        return None
    parts = _listed(_bare(cleaned(match[1])), count)
    parts = _told_apart(parts[0]) if len(parts) == 1 else parts
    parts = [parts[0], *(_with_head(part, parts[0]) for part in parts[1:])] if parts else parts
    tail = _shared_tail(parts)
    named = [part if part is parts[-1] or _MEASURE_LAST.search(part) else part + tail for part in parts]
    return named, match[2] + _TAIL.sub("", match[3])


def _listed(phrase: str, count: int) -> list[str]:
    """The members of a list: parted by as many marks and words as give ``count`` of them."""
    parts: list[str] = []
    for marks in ("、", "[、和]", "[、和与及]"):
        parts = [part for part in re.split(marks, phrase) if part]
        if len(parts) == count:
            break
    return parts


def _told_apart(part: str) -> list[str]:
    """`城乡居民收入` as the two that 分别 speaks of."""
    pair = next(((word, both) for word, both in words.PAIRS if word in part), None)
    return [part.replace(pair[0], each, 1) for each in pair[1]] if pair else [part]


def _with_head(part: str, first: str) -> str:
    """`粮食面积、产量分别…`: the second measure is of the same thing."""
    whose = _MEASURE_LAST.sub("", first)
    return whose + part if _BARE_MEASURE.match(part) and whose not in ("", first) else part


def _shared_tail(parts: Sequence[str]) -> str:
    """What the last of a list says for all: `城、乡居民收入`, `养老、失业保险人数`; `煤、油、天然气产量` only the measure."""
    last, others = (parts[-1], parts[:-1]) if parts else ("", ())
    found = _SHARED_NOUN.search(last)
    noun = found[0] if found else ""
    short = min((len(each) for each in others), default=0)
    own = len(last) - len(noun) - short
    if not 0 < short <= _SHORT or (noun and own < _SHORT):
        return noun
    return last[short:]


def subject(clause: str) -> str:
    """The thing that an earlier clause speaks of, without its verbs: `加快…项目建设` is `…项目`."""
    text = re.sub(rf"^(?:{_DROPPED}|启动|新建|建设|积极|进一步)+(?=..)", "", cleaned(clause))
    return re.sub('(?:[“"][^”"]*[”"])?(?:建设|进度|工作|进程|前期)*$', "", text)


def ends_in_a_measure(before: str) -> bool:
    """Whether a measure stands right in front of the figure: `优良天数达到`."""
    return bool(_MEASURE_LAST.search(_SHORTENED.sub("", cleaned(before))))


def ends_in_a_verb(before: str) -> bool:
    """Whether a verb stands right in front of the figure: `新增装机`."""
    return bool(_VERB_LAST.search(cleaned(before)))


def only_verb(before: str) -> bool:
    """Whether nothing but a verb stands in front of the figure."""
    return bool(_ONLY_VERB.match(cleaned(before)))


def _own_part(front: str) -> str:
    """The act that the figure belongs to: the last of several, the led one of two."""
    front = _LED.sub("", front)
    head, mark, last = front.rpartition("、")
    if mark and _LEADING_VERB.match(last) and not (_ONLY_VERB.match(head) or _NOMINAL_LAST.search(last)):
        return last
    return front


def _lists_names(front: str, back: str) -> bool:
    """`甲小学、乙小学等4所学校`, `一期、二期、三期4个项目`: the noun behind says what they are."""
    return bool(_LIST_LAST.search(front)) or (front.count("、") >= 2 and bool(back))


def _verb(verb: str) -> str:
    return "" if verb in words.DROPPED_VERBS else _DROPPED_FRONT.sub("", verb)


def _bare(front: str) -> str:
    return _DROPPED_FRONT.sub("", front)
