"""Targets that words decide: full coverage, a rank, a grade, a direction, a comparison, an event."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from luoshi.compiler.lexicon import words
from luoshi.compiler.lexicon.dates import deadline
from luoshi.compiler.model import Kind, Operator, Span, Strength, Target
from luoshi.compiler.passes.targets import metric
from luoshi.compiler.passes.targets.sentences import clauses_of, inside, names

_STRIVE = re.compile(words.STRIVE)


@dataclass(frozen=True, slots=True)
class Found:
    """A match in its clause, and where the sentence and the document's year stand."""

    text: str
    sentence: Span
    clause: Span
    match: "re.Match[str]"
    year: int | None

    @property
    def before(self) -> str:
        """The clause up to the match."""
        return self.text[self.clause.start : self.match.start()]

    @property
    def strength(self) -> Strength:
        """Striving holds when a word of it stands in the sentence up to the match."""
        led = self.text[self.sentence.start : self.match.end()]
        return Strength.STRIVE if _STRIVE.search(led) else Strength.COMMIT

    @property
    def span(self) -> Span:
        """From the clause's first word to the match's end."""
        blank = len(self.text[self.clause.start :]) - len(self.text[self.clause.start :].lstrip(" "))
        return Span(min(self.clause.start + blank, self.match.start()), self.match.end())


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording, what it means, and examples that a test runs: text -> (metric, value)."""

    id: str
    pattern: "re.Pattern[str]"
    production: Callable[[Found], Iterator[Target]]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


def _make(found: Found, kind: Kind, phrase: str, **fields: object) -> Target:
    values: dict[str, object] = {"op": None, "value": None, "unit": None, "strength": found.strength}
    return Target(kind=kind, metric=phrase, span=found.span, **(values | fields))  # type: ignore[arg-type]


def _coverage(found: Found) -> Iterator[Target]:
    phrase = re.sub(
        "^(?:实现|基本|做到|推动)+|(?:基本)?(?:实现|做到|基本)+$", "", metric.cleaned(found.before)
    )
    if phrase:
        about = "基本" in found.before[-8:]
        op = Operator.ABOUT if about else Operator.EQUAL
        yield _make(found, Kind.COVERAGE, phrase, op=op, value=Decimal(100), unit="%", rule="coverage")


def _none_happens(found: Found) -> Iterator[Target]:
    yield _make(
        found,
        Kind.QUANTITY,
        found.match["thing"],
        op=Operator.EQUAL,
        value=Decimal(0),
        unit="起",
        rule="none-happens",
    )


def _compared(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.before)
    op = (
        Operator.MORE_THAN
        if found.match["op"] in ("高于", "快于", "好于", "优于", "超过")
        else Operator.AT_LEAST
    )
    op = Operator.LESS_THAN if found.match["op"] == "低于" else op
    op = Operator.EQUAL if found.match["op"] == "与" else op
    if phrase:
        yield _make(found, Kind.RELATIVE, phrase, op=op, reference=found.match["reference"], rule="compared")


def _assigned(found: Found) -> Iterator[Target]:
    reference = found.match["reference"]
    phrase = re.sub(
        r"^.*?(?:下达|确定|分解|交办)?的|目标任务$|任务$|目标$|指标$|20[0-9]{2}年|[省市]委?[省市]?政府|^[省市区县]级?",
        "",
        reference,
    )
    op = Operator.MORE_THAN if found.match[0].startswith("超额") else Operator.AT_LEAST
    yield _make(found, Kind.RELATIVE, phrase or reference, op=op, reference=reference, rule="assigned")


def _rank(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(found.before)
    if phrase:
        yield _make(found, Kind.RANK, phrase, value=found.match["rank"], rule="rank")


def _grade(found: Found) -> Iterator[Target]:
    phrase = metric.cleaned(re.sub("(?:获评|评为|获得|获|为)$", "", found.before))
    if phrase:
        yield _make(found, Kind.GRADE, phrase, value=found.match["grade"], rule="grade")


def _both(found: Found) -> Iterator[Target]:
    value = "down" if found.match["way"] in ("下降", "降", "压降") else "up"
    phrase = re.sub("^(?:抓实|抓好|做好|推动)", "", metric.cleaned(found.before))
    for each in re.split("[、和与及]", phrase):
        if each:
            yield _make(found, Kind.DIRECTION, each, value=value, rule="both-ways")


def _moves(found: Found) -> Iterator[Target]:
    value = "down" if found.match["way"] in ("下降", "降低", "减少", "压降") else "up"
    phrase = metric.cleaned(found.before)
    if phrase:
        yield _make(found, Kind.DIRECTION, phrase, value=value, rule="moves")


def _pressed(found: Found) -> Iterator[Target]:
    yield _make(found, Kind.DIRECTION, found.match["thing"], value="down", rule="pressed-down")


def _event(found: Found) -> Iterator[Target]:
    day = deadline(found.match["time"], year=found.year)
    subject = metric.cleaned(found.before) or _subject(found)
    thing = (found.match["thing"] or "") + found.match["event"]
    if day is not None:
        yield _make(found, Kind.MILESTONE, (subject or "") + thing, deadline=day, rule="event")


def _subject(found: Found) -> str:
    """The thing that the clause before speaks of: `加快…项目建设,年底前完成结构封顶`."""
    earlier = found.text[found.sentence.start : found.clause.start].rstrip(",， ")
    last = re.split("[,，]", earlier)[-1]
    return re.sub(
        "^(?:加快推动|加快推进|加快|推动|推进|持续|积极|启动)+|(?:项目)?(?:建设|进度|工作|进程|前期)+$",
        "",
        last,
    )


_WHERE = "全市|全省|全国|全区|全县|省|市|国家|同期|上年|去年|经济|居民|城镇"
RULES = (
    Rule(
        "coverage",
        re.compile("(?<!不)(?:全覆盖|应保尽保|应助尽助|应享尽享)(?!的|监管)"),
        _coverage,
        ("实现义务教育学校课后服务全覆盖", "城乡居民养老保险基本实现应保尽保"),
        ("建立全覆盖的监管体系",),
    ),
    Rule(
        "none-happens",
        re.compile("(?:不发生|杜绝发生|零发生|杜绝)(?P<thing>[\u4e00-\u9fff]{0,16}(?:事故|事件|案件))"),
        _none_happens,
        ("全年不发生重大特种设备安全事故",),
    ),
    Rule(
        "compared",
        re.compile(
            rf"(?P<op>高于|不低于|低于|快于|好于|优于|超过|与)(?P<reference>(?:{_WHERE})[\u4e00-\u9fff]{{0,12}}?(?:平均水平|平均增速|平均值|平均|水平|增速|增长)?)(?:基本)?(?:同步)?$"
        ),
        _compared,
        ("城镇常住居民人均可支配收入增幅高于全市平均水平",),
    ),
    Rule(
        "assigned",
        re.compile(
            "(?:超额|全面)?完成(?P<reference>(?:20[0-9]{2}年)?(?:国家|省|市|区|上级)[\u4e00-\u9fff]{0,24}(?:目标任务|目标|任务|指标))$"
        ),
        _assigned,
        ("超额完成市级下达的城镇新增就业人数目标任务", "确保完成2022年市政府节能降耗目标任务"),
    ),
    Rule(
        "rank",
        re.compile(
            "(?:位居|居于|居|保持|进入|跻身|排名|名列|位列|稳居)(?P<where>全国|全省|全市|全区|中部|同类[\u4e00-\u9fff]{0,6})?(?:地区|城市|县区|开发区)?(?P<rank>前列|前茅|前[一二三四五六七八九十0-9]+(?:名|位|强)?|第[一二三四五六七八九十0-9]+(?:名|位)?|上游|中上游|第一方阵)$"
        ),
        _rank,
        ("市级智能装备基地年度评估居全市前列",),
    ),
    Rule(
        "grade",
        re.compile("(?P<grade>[A-D][+]?[类级档]|优秀等次|优秀等级|优秀档次|[一二甲]等|[甲乙]级)$"),
        _grade,
        ("确保省级新型显示基地年度复评A类",),
        ("推进海棠花海创建A级旅游景点",),
    ),
    Rule(
        "both-ways",
        re.compile('(?:实现|保持)?[“"]?双(?P<way>下降|提升|压降|降|升)[”"]?'),
        _both,
        ("力争2022年安全事故起数和亡人数实现“双下降”",),
    ),
    Rule(
        "moves",
        re.compile(
            "(?:占比|比重|数据|率|值|指标|强度|总量|浓度|数|水平|满意度)?(?<=.)(?:均|持续|稳步|逐步|逐年|全面)(?P<way>下降|降低|减少|压降|上升|提升|提高|增长)$"
        ),
        _moves,
        ("力争治安类数据均下降",),
        ("服务水平稳步提升我区形象",),
    ),
    Rule(
        "pressed-down",
        re.compile(
            "(?:全面|持续|大力|有效)?(?:压降|减少|降低)(?P<thing>[\u4e00-\u9fff]{2,16}(?:量|起数|总量|发生率|事故率|率))$"
        ),
        _pressed,
        ("全面压降进京到省去市访量",),
    ),
    Rule(
        "event",
        re.compile(
            "(?P<time>(?:20[0-9]{2}年)?(?:[0-9]{1,2}月(?:份)?(?:底|末)?前?|[上下]半年|第?[一二三四]季度末?|年底前?|年末前?|年内)|今年)(?:前|之前)?(?:力争|争取|计划|确保|全面|基本|全部|实现)?(?:完成)?(?P<thing>[\u4e00-\u9fff]{0,14}?)(?P<event>结构封顶|主体封顶|封顶|投入使用|投入运营|建成投用|建成投产|建成通车|建成使用|竣工验收|竣工|投产|通车|开工建设|开工|交付使用|交付|启用|投用|试运行|完工|开园|开业|揭牌|挂牌|建成)$"
        ),
        _event,
        ("年底前完成结构封顶", "争取2022年下半年投入使用"),
    ),
)
"""Each rule looks at one clause; the first that fits a stretch takes it."""


def verbal_targets(text: str, sentence: Span, *, year: int | None) -> list[Target]:
    """Targets of one sentence that words decide, in printed order."""
    named = names(text, sentence)
    found: list[Target] = []
    for clause in clauses_of(text, sentence):
        end = clause.start + len(text[clause.start : clause.end].rstrip())
        for rule in RULES:
            for match in rule.pattern.finditer(text, clause.start, end):
                titled = inside(match.start(), named) and rule.id != "both-ways"
                if (not titled and not re.search("[0-9]", match[0].replace("20", "", 1))) or rule.id in (
                    "event",
                    "rank",
                    "assigned",
                ):
                    hit = Found(
                        text=text, sentence=sentence, clause=Span(clause.start, end), match=match, year=year
                    )
                    found.extend(rule.production(hit))
    return found
