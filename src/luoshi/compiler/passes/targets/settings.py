"""Which figures of a clause count, and which words around each are its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from luoshi.compiler.lexicon import measures, words
from luoshi.compiler.model import Operator, Span
from luoshi.compiler.passes.targets import metric
from luoshi.compiler.passes.targets.figures import Figure, figures
from luoshi.compiler.passes.targets.sentences import inside

_FIELD = re.compile(rf"^(?:进一步|持续|不断)?(?:{words.FIELD})(?:、(?:{words.FIELD}))*$")
_LEANS = re.compile(rf"^(?:充分|紧紧)?(?:依托|围绕|立足|借助)(?!.*(?:{'|'.join(words.KEPT_VERBS)}))")
"""`依托研发机构56家`: what is there already."""
_NEVER = re.compile("(?:不发生|不出现|杜绝|严禁|防止)[^,，、]{0,8}$")
_EVERY = re.compile("(?:全部|所有|凡是)$")
_FROM = re.compile("[从由][^,，。]{0,20}$")
_TO = re.compile(
    "(?:以上|以下|左右)?(?:逐步)?(?:提高|提升|增加|扩大|增长|上升|降低|下降|压减|压缩|缩短|降|增)(?:到|至)"
)
_FROM_FIGURE = re.compile("[从由][^从由]*[0-9][^从由]*$")
"""`由32%提高到34%`: what was there before is no part of the measure."""
_SIZE = re.compile(
    "(?:总投资|投资额|全长|总长|年产值|年产|年营收|营收|产值|投资|面积|占地|规模|总量|库容|容量|年运量|吞吐量|年销量|年产量|收入|净利润|税收|保额|额度|面额)(?:为|达到|达|约)?$"
)
_DESCRIBED = re.compile("的(?!目标|任务|[,，。;；]|$)|(?:项目|企业|产业(?!化)|园区|工程)(?!投资|建设投资)")
_OF_MONEY = re.compile(
    "的(?![^,，、。；]{0,8}(?:投资|资金|目标|任务|产值|收入|税收|规模|标准|贷款|债券|授信|营收|销售))[\u4e00-\u9fff]"
)
"""`总投资9亿元的港口、6亿元的药城`: which ones."""
_CAPACITY = re.compile("(?:年产|日产|年处理|日处理|年加工|单机)$")
_NOUN = re.compile("[\u4e00-\u9fff]{2,10}")
_APIECE = re.compile(
    "(?:每[人户家天日月件例名位次单村镇校亩][^,，、]{0,8}|每[\u4e00-\u9fff]{1,4}(?:给予|补贴|补助|奖励|资助)|最高|一次性(?:[^,，、]{0,6}(?:补助|补贴|奖励|资助|奖补))?)$"
)
_SOME = re.compile("(?:一批|若干|一系列|更多|大批)$")
_WHOM = re.compile("(?:[一二三四五六七八九十]{1,3}是)?(?:对|向|给)")
_RAISED = re.compile("提高|达到|增加到|标准|收入")
_GRANTED = re.compile(
    "的?(?:(?:比例|标准)?(?:给予|予以))?(?:一次性)?(?:补助|补贴|奖励|资助|贴息|减免|优惠|支持|奖补)(?:$|[,，。;；、])"
)
_ALLOWED = re.compile("(?<![许认不])可(?=以|通过|在|享受|申请|按|自助|凭|向|延长|免)")
_WORTH = re.compile("(?:额度|面额|规格)的")
_AT_LEAST: Final = ("不少于", "不低于", "至少")
_NEAR: Final = 24
_PRODUCED = frozenset((*measures.MASS, *measures.POWER, *measures.VOLUME))
_WORKS = re.compile("(?:/年)?[\u4e00-\u9fffA-Za-z]{1,24}?(?:项目|工程|生产线|装置|基地|机组)")
_PREPARED = re.compile("[\u4e00-\u9fff]{2,16}?(?:项目|工程)?前期")
"""`加快120万千瓦蓄能电站前期工作`: not yet built."""
_DONE_TO: Final = "投产|开工|竣工|完工|完成|建成|达标|通车|销号|办结|入库|整改|退出|脱贫"
_OUT_OF = re.compile(f"[\u4e00-\u9fff]{{1,12}}(?:中的?|{_DONE_TO})")
_OF_SO_MANY = re.compile(
    rf"[0-9.]+万?(?![年月日号季])[\u4e00-\u9fff](?P<thing>[\u4e00-\u9fff]{{1,12}}?)(?:中的?|(?P<done>{_DONE_TO}))$"
)
"""`30座桥梁中的`: only the noun belongs to the measure of what follows."""
_IN_SO_MANY = re.compile(rf"在[0-9]+[\u4e00-\u9fff]{{2,14}}?(?=(?:{'|'.join(words.KEPT_VERBS)}))")
_FLOATS = re.compile(
    "(?:[上下]浮(?:动)?|价格下调|优惠|(?:租房|购房|生活|安家|住房)补[贴助][^,，、]{0,6})(?:不超过|不低于)?$"
)
_SINGLE = re.compile("(?:单[户个笔家次项]|每[户家]|(?:财政)?(?:补助|补贴|奖励|贴息|资助))[^,，、]{0,8}$")
_CAPPED = re.compile("(?:补助|补贴|奖励|贴息|资助)[^,，、]{0,3}(?:不超过|不高于)")
_PAID = re.compile("(?:返还|补助|补贴|奖励|贴息|资助)(?:比例|标准|额度|金额)$")
_LASTS = re.compile("(?<!缩短)(?:期限|有效期|宽限期|过渡期)(?:最长)?(?:为|不超过|不长于)?$")
_SHARE_PAID = re.compile(
    "的?(?:比例|标准)?(?:免除|免收|免缴|免征|结算|返还|执行|计收|征收|缴纳|拨付|计算|退还)"
)
_WHO_DID = re.compile("以?上?的(?:[\u4e00-\u9fff]{0,8}(?:企业|项目|单位|个人|机构))?")
"""`对新增产值超过5000万元的,奖励…`: who gets it."""
_FOR_EACH = re.compile("每(?:新|多)?(?:增|招|招用|引进|吸纳|培育|建成|聘|安置)?$")
_FOR_WHOM = re.compile(
    "^(?:[（(]?[一二三四五六七八九十0-9]{1,2}[)）]?[.．、是])?(?:对|凡|因|经|符合)[^。]{2,80}的(?:[\u4e00-\u9fff]{0,10}(?:企业|项目|单位|个人|机构|商户|人员|家庭))?$"
)
_GIVEN = re.compile("给予|补贴|奖励|返还|减免|减征|免收|免征|缓缴|贴息|补助|资助|奖补|退还")
_TO_WHOM_WHAT = re.compile(
    "(?:对|凡)[^。]{2,60}的[^。]{0,12}(?:给予|奖励|补贴|补助|资助|返还|减免|免收|优惠|奖补)"
)
_CARRIED_OUT = re.compile("(?:落实|贯彻|执行|用好|用足|承接)[^,，。]{0,16}$")
_RULES_BEHIND = re.compile("[^,，、]{0,6}(?:政策|措施|举措|规定|意见|条款)")
_DIGIT = re.compile("[0-9]")
_BOTH = re.compile("[、和及]")
_BRACKET = re.compile(r"[(（][^()（）]*[0-9][^()（）]*[)）]?")


@dataclass(frozen=True, slots=True)
class Setting:
    """A figure in its clause: the words that are its own, on both sides."""

    figure: Figure
    start: int
    before: str
    after: str
    end: int
    """Where ``after`` ends."""


def listed_in(text: str, clause: Span, *, named: Sequence[Span]) -> list[Figure]:
    """Figures of a clause outside of names, without times that only say how something is done."""
    return [
        each
        for each in figures(text, start=clause.start, end=clause.end)
        if not inside(each.span.start, named) and not _tells_how(text, clause, each)
    ]


def counting(text: str, listed: Sequence[Figure], brackets: Sequence[Span]) -> list[Figure]:
    """Figures outside brackets that count something, not those in the name of what is counted."""
    main = [each for each in listed if not inside(each.span.start, brackets)]
    return [each for at, each in enumerate(main) if not _in_a_name(text, main, at)]


def _tells_how(text: str, clause: Span, figure: Figure) -> bool:
    """`48小时内办结`, `24小时服务`: a time that measures nothing by itself."""
    if figure.unit not in measures.TELLING:
        return False
    if text[figure.outer.start : figure.span.start].startswith(_AT_LEAST) and text.startswith(
        "的", figure.span.end
    ):
        return False  # `增加不少于5天的休假`
    before = text[max(clause.start, figure.outer.start - _NEAR) : figure.outer.start]
    return figure.threshold or not metric.ends_in_a_measure(before)


def _in_a_name(text: str, main: Sequence[Figure], at: int) -> bool:
    """`1000万元以上项目50个`, `3个10亿元以上项目`, `每3万人`: part of the noun beside another figure."""
    figure = main[at]
    if _FOR_EACH.search(text, max(0, figure.outer.start - 4), figure.outer.start) or _describes(text, figure):
        return True
    if (
        _produces(text, figure)
        or _sizes(text, main, at)
        or _is_the_whole(text, main, at)
        or _is_where(text, main, at)
        or _is_who(text, main, at)
    ):
        return True
    if not figure.threshold or figure.op is not Operator.AT_LEAST:
        return False
    follows = at > 0 and figure.outer.start - main[at - 1].outer.end <= 1
    leads = at + 1 < len(main) and not re.search(
        "[、和及]", text[figure.outer.end : main[at + 1].outer.start]
    )
    return follows or leads


def _is_the_whole(text: str, main: Sequence[Figure], at: int) -> bool:
    """`30座桥梁中的5座`, `88个项目投产60个`: out of how many."""
    nearby = main[at + 1 : at + 2]
    if not nearby or nearby[0].unit != main[at].unit:
        return False
    return bool(_OUT_OF.fullmatch(text, main[at].span.end, nearby[0].outer.start))


def _produces(text: str, figure: Figure) -> bool:
    """`集团6万吨合金等项目`: what a named works is to produce, not an act on so many tons."""
    if figure.unit not in _PRODUCED or figure.outer != figure.span:
        return False
    if _PREPARED.match(text, figure.span.end):
        return True
    if not _WORKS.match(text, figure.span.end):
        return False
    front = re.split("[,，、。；;：:]", text[max(0, figure.span.start - _NEAR) : figure.span.start])[-1]
    return len(front) > 1 and not metric.only_verb(front) and not metric.ends_in_a_verb(front)


def _is_where(text: str, main: Sequence[Figure], at: int) -> bool:
    """`在12个市州新增学位2万个`: in how many places the other is to be reached."""
    figure = main[at]
    return (
        at + 1 < len(main)
        and text.startswith("在", figure.outer.start - 1)
        and not _BOTH.search(text, figure.outer.end, main[at + 1].outer.start)
    )


def _is_who(text: str, main: Sequence[Figure], at: int) -> bool:
    """`460个活动室提供2300场活动`: how many do it is no aim beside how much they do."""
    begins = text[main[at].outer.start - 1 : main[at].outer.start] in ("", "\n", *"，,。；;：:.．")
    if at or not begins or at + 1 == len(main):
        return False
    return metric.ends_in_a_verb(text[main[at].outer.end : main[at + 1].outer.start])


def _sizes(text: str, main: Sequence[Figure], at: int) -> bool:
    """`10亿元企业20家`, `500米覆盖率100%`: right in front of a noun that has a figure itself."""
    figure = main[at]
    front = text[figure.outer.start : figure.span.start]
    if at + 1 == len(main) or figure.outer.end != figure.span.end or front not in ("", "超", "过"):
        return False
    if figure.unit in measures.COUNTED or figure.rate:
        return False
    noun = text[figure.outer.end : main[at + 1].outer.start]
    money = (figure.unit or "").endswith(measures.MONEY)
    return bool(_NOUN.fullmatch(noun)) and (
        main[at + 1].unit in measures.COUNTED if money else metric.ends_in_a_measure(noun)
    )


def _describes(text: str, figure: Figure) -> bool:
    """`总投资120亿元的电池项目`, `年产值超10亿元企业`: says which thing, not how much of it."""
    if _CAPACITY.search(text, max(0, figure.outer.start - 4), figure.outer.start):
        return bool(_NOUN.match(text, figure.outer.end))
    if figure.threshold and figure.op is Operator.AT_MOST and figure.unit in _PRODUCED:
        return True  # `10万千瓦及以下机组`: which ones
    money = (figure.unit or "").endswith(measures.MONEY) and figure.outer == figure.span
    if money and _OF_MONEY.match(text, figure.outer.end):
        return True
    size = _SIZE.search(text, max(0, figure.outer.start - 8), figure.outer.start)
    if size and figure.threshold:
        return True
    behind = _DESCRIBED.match(text, figure.outer.end) if size else _WORTH.match(text, figure.outer.end)
    return behind is not None


def settings_of(text: str, clause: Span, main: Sequence[Figure]) -> Iterator[Setting]:
    """Words between two figures go to the first up to a comma of enumeration, then to the second."""
    at = clause.start
    for index, figure in enumerate(main):
        last = index + 1 == len(main)
        until = clause.end if last else main[index + 1].outer.start
        between = text[figure.outer.end : until]
        cut = _cut(between, last=last)
        if _FROM.search(text[at : figure.outer.start]) and _TO.match(text, figure.outer.end):
            continue
        yield Setting(
            figure=figure,
            start=at,
            before=_own_words(text[at : figure.outer.start]),
            after=_BRACKET.sub("", between[:cut]) or _noun_of_the_next(text, clause, main, index, at),
            end=figure.outer.end + cut,
        )
        at = figure.outer.end + cut


def _own_words(before: str) -> str:
    """Without the figure that was there before, out of which this one is, or in how many places."""
    if not _DIGIT.search(before):
        return before
    return _OF_SO_MANY.sub(r"\g<thing>\g<done>", _FROM_FIGURE.sub("", _IN_SO_MANY.sub("", before)))


def _noun_of_the_next(text: str, clause: Span, main: Sequence[Figure], index: int, at: int) -> str:
    """`实现78户、196名贫困人口脱贫`: two measures of what only the second one names."""
    if index or index + 1 == len(main) or not metric.only_verb(text[at : main[0].outer.start]):
        return ""
    until = main[2].outer.start if len(main) > 2 else clause.end
    both = _BOTH.fullmatch(text[main[0].outer.end : main[1].outer.start])
    return re.split("[、和及与(（]", text[main[1].outer.end : until])[0] if both else ""


def _cut(between: str, *, last: bool) -> int:
    """How much of the words between two figures, or behind the last one, belongs to the first one."""
    stripped = between.lstrip(" ")
    if last:
        return 0 if stripped[:1] == "、" else len(between)
    if stripped[:1] in ("、", "和", "及", "与", "(", "（", ""):
        return 0
    joins = len(between.rstrip(" 和及与"))
    if joins < len(between.rstrip(" ")):
        return joins  # `30条道路大修、中修和12公里管线入地`: the joining word parts the two
    mark = between.find("、")
    return len(between.rstrip(" 和及与")) if mark < 0 else mark


def aims(setting: Setting) -> bool:
    """Whether a figure says what is to be reached, rather than the terms, the field or the name of something."""
    before = setting.before
    return not (
        _is_a_term(setting)
        or (setting.figure.threshold and _SOME.search(before))
        or (setting.figure.threshold and _NEVER.search(before))
        or (setting.figure.threshold and _EVERY.search(before))
        or _FIELD.match(metric.cleaned(before))
        or _LEANS.match(metric.cleaned(before))
        or _counts_names(before, setting.after)
        or _carries_out(before, setting.after)
    )


def _is_a_term(setting: Setting) -> bool:
    """`给予每人每天300元补助`, `可打印15种证书`: what one may have, not what is to be reached."""
    at_most = setting.figure.op is Operator.AT_MOST
    if at_most and (_SINGLE.match(setting.before) or _PAID.search(setting.before)):
        return True
    if (
        _CAPPED.search(setting.before)
        or _FLOATS.search(setting.before)
        or _LASTS.search(setting.before)
        or _SHARE_PAID.match(setting.after)
    ):
        return True
    given = _APIECE.search(setting.before) and not _RAISED.search(setting.before)
    apiece = given and (setting.figure.outer == setting.figure.span or setting.figure.op is Operator.AT_MOST)
    if _WHOM.match(setting.before) and (setting.figure.threshold or _WHO_DID.fullmatch(setting.after)):
        return True  # `对单量达1000单以上的经营主体进行补助`: who gets it
    return bool(apiece or _GRANTED.match(setting.after) or _ALLOWED.search(setting.before))


def grants(clause: str, earlier: str) -> bool:
    """Whether a clause names terms: `对超过5亿元的企业`, or what these get (`奖励10万元`)."""
    own = clause.strip()
    if _FOR_WHOM.match(own) or _TO_WHOM_WHAT.match(own):
        return True
    return bool(_FOR_WHOM.match(earlier.strip()) and _GIVEN.search(own))


def _carries_out(before: str, after: str) -> bool:
    """`落实33条政策`: other people's rules, not things to be made."""
    listed = before.strip() in ("及", "和", "与", "、")
    return bool(_RULES_BEHIND.match(after) and (listed or _CARRIED_OUT.search(before)))


def _counts_names(before: str, after: str) -> bool:
    """`“甲”和“乙”两项工程` counts what was just named; `新建“驿站”4个` says how many."""
    front = before.rstrip()
    return front.endswith(("前", "第")) or (front.endswith(("”", "》")) and bool(after.strip()))
