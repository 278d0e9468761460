"""Targets that words decide: full coverage, a rank, a grade, a direction, a comparison, an event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from luoshi.compiler.lexicon.rule import Example, Rule, alternation
from luoshi.compiler.model import Kind, Operator, Span, Target
from luoshi.compiler.passes.targets import days, metric
from luoshi.compiler.passes.targets.events import EVENT_RULES
from luoshi.compiler.passes.targets.found import Found, Production
from luoshi.compiler.passes.targets.sentences import Sentence, inside

_NEARLY: Final = re.compile("基本(?:实现|做到|达到|形成)|基本$")


def _coverage(found: Found) -> Iterator[Target]:
    phrase = re.sub(
        "^(?:实现|基本|做到|推动)+|(?:基本)?(?:实现|做到|基本)+$|(?:基本)?实现(?=[\u4e00-\u9fff]{2,4}$)",
        "",
        metric.cleaned(found.before),
    )
    if phrase:
        op = Operator.ABOUT if _NEARLY.search(found.before) else Operator.EQUAL
        yield found.target(Kind.COVERAGE, phrase, op=op, value=Decimal(100), unit="%")


def _none_happens(found: Found) -> Iterator[Target]:
    yield found.target(Kind.QUANTITY, found.match["thing"], op=Operator.EQUAL, value=Decimal(0), unit="起")


def _cleared(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.match["thing"])
    if phrase and phrase != "动态":
        unit = "户" if phrase.endswith("家庭") else None
        target = found.target(Kind.QUANTITY, phrase, op=Operator.EQUAL, value=Decimal(0), unit=unit)
        yield replace(target, deadline=days.within(found.match[0], found.year) or target.deadline)


_COMPARED: Final = {
    "高于": Operator.MORE_THAN,
    "快于": Operator.MORE_THAN,
    "好于": Operator.MORE_THAN,
    "优于": Operator.MORE_THAN,
    "超过": Operator.MORE_THAN,
    "跑赢": Operator.MORE_THAN,
    "低于": Operator.LESS_THAN,
    "不低于": Operator.AT_LEAST,
    "不高于": Operator.AT_MOST,
}


_COMPARISON: Final = re.compile(r"(?:不?低于|不?高于|快于|好于|优于).*$")


def _compared(found: Found) -> Iterator[Target]:
    phrase = _COMPARISON.sub("", metric.cleaned(found.before)).strip("、")
    if phrase:
        op = _COMPARED[found.match["op"]]
        yield found.target(Kind.RELATIVE, phrase, op=op, reference=found.match["reference"])


def _in_step(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.before)
    if phrase:
        yield found.target(Kind.RELATIVE, phrase, op=Operator.EQUAL, reference=found.match["reference"])


def _up_to(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.before)
    if phrase:
        yield found.target(Kind.RELATIVE, phrase, op=Operator.AT_LEAST, reference=found.match["reference"])


_NOT_MEASURED: Final = re.compile(
    r"^.*?(?:下达|确定|分解|交办)(?:我[省市区县])?的?|(?:目标任务|任务|目标|指标|目标数)$|20[0-9]{2}年|^(?:国家|[省市区县]级?|上级)(?:委|政府)?"
)


def _assigned(found: Found) -> Iterator[Target]:
    reference = found.match["reference"]
    phrase = _NOT_MEASURED.sub("", _NOT_MEASURED.sub("", reference)).strip("的")
    op = Operator.MORE_THAN if found.match["over"] else Operator.AT_LEAST
    whose = metric.cleaned(found.before)
    phrase = whose if len(phrase) < 2 or metric.ends_in_a_measure(whose) else phrase
    if phrase:
        yield found.target(Kind.RELATIVE, phrase, op=op, reference=reference)


_RANKED_BY: Final = re.compile("(?P<what>[\u4e00-\u9fff]{2,20}?(?:排名|位次|名次|考核|考评|评价|评估|指数))")


def _rank(found: Found) -> Iterator[Target]:
    """A rank of what its clause names, or the one in front: `综合排名力争前进2位,进入前40强`."""
    named = _RANKED_BY.match(found.earlier)
    phrase = metric.cleaned(found.before) or (metric.cleaned(named["what"]) if named else "")
    if phrase:
        yield found.target(Kind.RANK, phrase, value=found.match["rank"])


def _hold_or_rise(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.before)
    if phrase:
        target = found.target(Kind.RANK, phrase, value=Decimal(found.match["low"]))
        yield replace(target, stretch=Decimal(found.match["high"]))


def _grade(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(re.sub("(?:获评|评为|获得|达到|获|为)$", "", found.before))
    if phrase:
        yield found.target(Kind.GRADE, phrase, value=found.match["grade"])


def _both(found: Found) -> Iterator[Target]:
    for each in _measures(metric.subject(found.before))[-2:]:
        yield found.target(Kind.DIRECTION, each, value=_way(found.match["way"]))


def _moves(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.before)
    listed = phrase.split("、")
    every = found.match["how"] == "均" or (len(listed) > 1 and all(map(metric.ends_in_a_measure, listed)))
    parts = _measures(phrase) if every else [phrase]
    for each in parts:
        if each:
            yield found.target(Kind.DIRECTION, each, value=_way(found.match["way"]))


def _grows(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.before)
    if phrase:
        yield found.target(Kind.DIRECTION, phrase, value="up")


def _pressed(found: Found) -> Iterator[Target]:
    yield found.target(Kind.DIRECTION, found.match["thing"], value="down")


def _moves_up(found: Found) -> Iterator[Target]:
    """`力争指标提升、排名进位`: of what the clause in front of it names."""
    whose = metric.subject(re.sub("工作$", "", found.earlier))
    if whose:
        yield found.target(Kind.DIRECTION, whose + found.match["thing"], value="up")


def _way(word: str) -> str:
    return "down" if word in ("下降", "降低", "减少", "压降", "降", "降不升") else "up"


def _measures(phrase: str) -> list[str]:
    """`安全事故起数和死亡人数` as two measures; a short second one shares the first one's head."""
    parts = [part for part in re.split("[、和与及]", phrase) if part]
    head = re.match("(.+?)(?:起数|人数|数量|率|数)$", parts[0]) if parts else None
    return [
        head[1] + part if at and head and len(part) <= 4 and not part.startswith(head[1][:2]) else part
        for at, part in enumerate(parts)
    ]


_NUMBERED: Final = "[一二三四五六七八九十0-9]{1,3}"
_WHERE: Final = "(?:20[0-9]{2}年|上年|去年)同期(?:余额|水平)|城镇居民|农村居民|全市|全省|全国|全区|全县|省|市|国家|同期|上年|去年|经济|居民|城镇|地区生产总值|GDP"
RULES: Final[tuple[Rule[Production], ...]] = (
    Rule(
        "coverage",
        "(?<![不健])(?:全覆盖|应保尽保|应助尽助|应享尽享)(?!的|等|监管|体系|机制|工程|行动)",
        _coverage,
        (
            Example("实现义务教育学校课后服务全覆盖", "全覆盖"),
            Example("城乡居民养老保险基本实现应保尽保", "应保尽保"),
            Example("建立全覆盖的监管体系", None),
            Example("健全覆盖城乡的服务", None),
        ),
        ("全覆盖", "尽保", "尽助", "尽享"),
    ),
    Rule(
        "none-happens",
        "(?:不发生|杜绝发生|零发生|杜绝)(?P<thing>[\u4e00-\u9fff]{0,16}(?:事故|事件|案件))",
        _none_happens,
        (
            Example("全年不发生重大特种设备安全事故", "不发生重大特种设备安全事故"),
            Example("坚决遏制群死群伤火灾事故发生", None),
        ),
        ("事故", "事件", "案件"),
    ),
    Rule(
        "none-happened",
        '(?P<thing>[\u4e00-\u9fff]{0,16}(?:事故|事件|案件))(?:实现)?[“"]?零发生',
        _none_happens,
        (
            Example("较大以上事故“零发生”", "较大以上事故“零发生"),
            Example("一般事故明显减少", None),
        ),
        ("零发生",),
    ),
    Rule(
        "cleared",
        "(?P<thing>[\u4e00-\u9fff]{2,16}?)(?:[0-9年月底末之前]{2,9})?(?:继续|持续|全部|全面)?(?:保持|实现)?(?:动态)?清零$",
        _cleared,
        (
            Example("零就业家庭保持动态清零", "零就业家庭保持动态清零"),
            Example("实现零就业家庭动态清零目标", None),
        ),
        ("清零",),
    ),
    Rule(
        "compared",
        rf"(?<!不)(?P<op>不低于|不高于|高于|低于|快于|好于|优于|超过|跑赢)(?P<reference>(?:{_WHERE})(?:、(?:{_WHERE}))?(?:[\u4e00-\u9fff]{{0,12}}?(?:平均水平|平均增速|平均值|平均|水平|增速|增幅|增长))?)(?=、|$)",
        _compared,
        (
            Example("城镇常住居民人均可支配收入增幅高于全市平均水平", "高于全市平均水平"),
            Example("固定资产投资增速高于全省平均2个百分点", None),
        ),
        tuple(_COMPARED),
    ),
    Rule(
        "in-step",
        rf"[与和同跟](?P<reference>(?:{_WHERE})[\u4e00-\u9fff]{{0,8}}?)(?:保持)?(?:基本)?(?:同步|持平)(?:增长)?$",
        _in_step,
        (
            Example("居民收入增长与经济增长基本同步", "与经济增长基本同步"),
            Example("缩小居民收入与全国平均水平差距", None),
        ),
        ("同步", "持平"),
    ),
    Rule(
        "assigned",
        r"(?P<over>超额)?(?:全面)?完成(?P<reference>(?:20[0-9]{2}年)?(?:国家|省|市|区|县|上级)[\u4e00-\u9fff]{1,24}(?:目标任务|目标|任务|指标|任务数))$",
        _assigned,
        (
            Example(
                "超额完成市级下达的城镇新增就业人数目标任务", "超额完成市级下达的城镇新增就业人数目标任务"
            ),
            Example("确保完成2022年市政府节能降耗目标任务", "完成2022年市政府节能降耗目标任务"),
            Example("全面完成目标任务", None),
        ),
        ("完成",),
    ),
    Rule(
        "up-to-the-mark",
        r"(?:达到|赶上)(?P<reference>(?:国家|省|市|区|县|上级)[\u4e00-\u9fff]{0,10}(?:要求|目标|考核标准)"
        r"|全[国省市区县][\u4e00-\u9fff]{0,8}平均水平?)$",
        _up_to,
        (
            Example("空气质量优良天数比例达到国家考核要求", "达到国家考核要求"),
            Example("服务达到标准化要求", None),
        ),
        ("达到", "赶上"),
    ),
    Rule(
        "hold-or-rise",
        '[“"]?保(?P<low>[0-9]{1,3})争(?P<high>[0-9]{1,3})[”"]?$',
        _hold_or_rise,
        (
            Example("综合实力全国百强县排名“保8争6”", "“保8争6”"),
            Example("保供应争主动", None),
        ),
        ("争",),
    ),
    Rule(
        "rank",
        r"(?:位居|居于|居|保持|进入|跻身|排名|名列|位列|稳居)(?:在)?(?:全国|全省|全市|全区|中部|同类[\u4e00-\u9fff]{0,6})?(?:地区|城市|县区|开发区|百强县?区?)?"
        rf"(?P<rank>前列|前茅|前{_NUMBERED}(?:名|位|强)?|第{_NUMBERED}(?:名|位)?|上游|中上游|第一方阵|首位)$",
        _rank,
        (
            Example("市级智能装备基地年度评估居全市前列", "居全市前列"),
            Example("综合考核进入全省前三", "进入全省前三"),
            Example("走在前列", None),
        ),
        ("居", "保持", "进入", "跻身", "排名", "列"),
    ),
    Rule(
        "grade",
        "(?P<grade>[一二三]级[甲乙丙]等|[A-D][+]?[类级档等]|优秀等次|优秀等级|优秀档次|[一二甲]等|[甲乙]级)(?:标准|水平)?$",
        _grade,
        (
            Example("确保省级新型显示基地年度复评A类", "A类"),
            Example("县中医院达到二级甲等标准", "二级甲等标准"),
            Example("推进海棠花海创建A级旅游景点", None),
        ),
        ("类", "级", "档", "等", "优秀"),
    ),
    Rule(
        "both-ways",
        '(?:实现|保持)?[“"]?双(?P<way>下降|提升|压降|降|升)[”"]?',
        _both,
        (
            Example("力争2022年安全事故起数和死亡人数实现“双下降”", "实现“双下降”"),
            Example("推进双拥工作", None),
        ),
        ("双",),
    ),
    Rule(
        "moves",
        "(?:(?<=占比|比重|比例|数据|总量|强度|浓度|起数|人数|面积|数量|指标|收入|警情|能耗|成本|规模)|(?<=率|数|量|额|值))"
        "(?P<how>均|持续|稳步|逐步|逐年|进一步|继续|明显|不断|稳定|稳中)(?P<way>下降|降低|减少|压降|上升|提升|提高|增长)$",
        _moves,
        (
            Example("力争治安类数据均下降", "均下降"),
            Example("高新技术产业占比稳步提升", "稳步提升"),
            Example("服务水平稳步提升", None),
        ),
        ("均", "持续", "稳步", "逐步", "逐年", "进一步", "继续", "明显", "不断", "稳定", "稳中"),
    ),
    Rule(
        "only-one-way",
        "(?:(?<=[量积额数率值入模])|(?<=支出))(?P<how>只|稳中有|逐年|稳)(?P<way>增不减|降不升|增|升|降)$",
        _moves,
        (
            Example("粮食播种面积只增不减", "只增不减"),
            Example("粮食产量稳中有增", "稳中有增"),
            Example("财政实力稳中有增", None),
        ),
        ("只增", "只降", "稳中有", "逐年", "稳增", "稳升", "稳降"),
    ),
    Rule(
        "grows-at-all",
        "(?:实现|保持)?(?P<way>正增长|增长转正|由负转正)$",
        _grows,
        (
            Example("进出口总额争取实现正增长", "实现正增长"),
            Example("保持平稳增长", None),
        ),
        ("正增长", "转正"),
    ),
    Rule(
        "pressed-down",
        "(?:全面|持续|大力|有效)(?:压降|减少|降低)(?P<thing>[\u4e00-\u9fff]{2,16}(?:量|起数|总量|发生率|事故率|率))$",
        _pressed,
        (
            Example("全面压降进京到省去市访量", "全面压降进京到省去市访量"),
            Example("降低成本", None),
        ),
        ("压降", "减少", "降低"),
    ),
    Rule(
        "moves-up",
        "(?<![\u4e00-\u9fff])(?:力争|争取|实现|确保)?[\u4e00-\u9fff]{0,6}、?(?P<thing>排名|位次|名次)(?:进位|前移|提升|上升)$",
        _moves_up,
        (
            Example("力争指标提升、排名进位", "力争指标提升、排名进位"),
            Example("做好排名工作", None),
        ),
        ("排名", "位次", "名次"),
    ),
    *EVENT_RULES,
)
"""Each rule looks at one clause."""

_NEEDED: Final = re.compile(alternation(tuple({word for rule in RULES for word in rule.needs})))
"""Any word that some rule needs: most sentences hold none."""
_IN_QUOTES: Final = frozenset({"both-ways", "none-happened", "hold-or-rise"})
"""`“双下降”` is quoted where it is meant; other wordings in quotes are names."""


def verbal_targets(sentence: Sentence, *, year: int | None, day: date | None = None) -> list[Target]:
    """Targets of one sentence that words decide, in printed order.

    ``day`` is the one named by the sentence before, where only a semicolon parts the two.
    """
    text, span = sentence.text, sentence.span
    printed = text[span.start : span.end]
    rules = _needed_in(printed) if _NEEDED.search(printed) else ()
    found: list[Target] = []
    led = _Led(sentence, year, day)
    for at, clause in enumerate(sentence.clauses) if rules else ():
        own = text[clause.start : clause.end].rstrip()
        whole = Span(clause.start, clause.start + len(own))
        for rule in rules:
            for match in rule.regex.finditer(text, *whole) if rule.may_match(own) else ():
                if rule.id in _IN_QUOTES or not inside(match.start(), sentence.named):
                    hit = Found(rule.id, text, span, whole, match, year, led.to(at))
                    found.extend(rule.yields(hit))
    return found


@dataclass(slots=True)
class _Led:
    """The day that the clauses in front of one name; asked only for the few that hold a target."""

    sentence: Sentence
    year: int | None
    day: date | None
    read: int = 0

    def to(self, clause: int) -> date | None:
        """The day that leads to a clause, given by its place; asked in printed order."""
        for each in self.sentence.clauses[self.read : clause]:
            self.day = days.led_by(self.sentence.text[each.start : each.end], year=self.year, day=self.day)
        self.read = max(self.read, clause)
        return self.day


@cache
def _alike() -> tuple[tuple[frozenset[str], tuple[Rule[Production], ...]], ...]:
    """Rules that need the same words, so that these are looked for once, and what the words begin with."""
    by_needs: dict[tuple[str, ...], list[Rule[Production]]] = {}
    for rule in RULES:
        by_needs.setdefault(rule.needs, []).append(rule)
    return tuple((frozenset(word[0] for word in needs), tuple(rules)) for needs, rules in by_needs.items())


def _needed_in(printed: str) -> list[Rule[Production]]:
    """Rules whose words stand in the sentence. Most sentences lack even the characters they begin with."""
    there = frozenset(printed)
    return [
        rule
        for begins, rules in _alike()
        if not (begins and begins.isdisjoint(there)) and rules[0].may_match(printed)
        for rule in rules
    ]
