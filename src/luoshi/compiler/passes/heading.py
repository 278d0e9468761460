"""What a plan is called, for which year, by which government; and what around it is no plan text."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from luoshi.compiler.model import Span
from luoshi.compiler.passes.numbering import lines, stripped

_TAIL = re.compile(
    r"(?:(?:免责|特别)?声明|版权(?:声明|所有)|免责条款|(?:文章|信息|稿件|新闻)?来源|责任编辑|(?:责任)?编辑"
    r"|相关(?:链接|附件|报道|解读|文章|阅读)|上一[篇条]|下一[篇条]|分享到?|技术支持|网站标识码|您是第)(?:[:：].*|[ \u3000].*|\Z)"
    r"|(?:扫一扫|用微信扫|微信扫一扫)[^。]{0,30}\Z|.{0,60}(?:ICP备|公网安备|备案号|版权所有|网站标识码|网站地图).{0,60}\Z"
    r"|(?:[【\[]?(?:打印(?:本页|此页)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页)?|收藏(?:本页)?|分享到?|纠错|微信|微博|我要纠错|相关解读)[】\]]?[:：|\s]*)+\Z"
)
_TAIL_MORE = re.compile(r"(?:主办|承办|地址|邮编|电话|联系电话)(?:单位)?[:：].*\Z")
"""Lines of a web site only where more of its own lines stand below them."""
_HEAD = re.compile(
    r"(?:下载|打印|全屏|收藏|分享|关闭|加大|还原|减小|大|中|小|】|【?字(?:号|体)[:：].*|(?:文章|信息|稿件)?来源[:：].*"
    r"|(?:发布|成文)?(?:时间|日期)[:：].*|(?:浏览|阅读)(?:次数|量)[:：].*|索[ \u3000]*引[ \u3000]*号[ \t]*[:：].*|\[[^\]]{2,8}\].*|[\-—]+"
    r"|(?:您)?(?:当前|现在|所在)?的?位置[:：].*|首页[ ]*[>＞»].*)\Z"
)
_HEAD_MORE = re.compile(
    r"(?:发[ \u3000]*[布文][ \u3000]*(?:机[ \u3000]*[构关]|字[ \u3000]*号|单位)|(?:主题|信息|体裁|组配|内容)分类|公开(?:机构|主体|时限|方式|属性|形式|责任部门)"
    r"|(?:成文|发布|发文|生成|生效|废止|失效|施行)(?:时间|日期)|名[ \u3000]*称|标[ \u3000]*题|文[ \u3000]*号|关[ \u3000]*键[ \u3000]*词|主[ \u3000]*题[ \u3000]*词|有[ \u3000]*效[ \u3000]*性|服务对象|语[ \u3000]*种)"
    r"[ \t]*[:：].*\Z"
)
"""What a web site says of a document, where more of its own lines stand above."""
_DATED = re.compile(r"(20[0-9]{2})[年\-—./][ ]?[0-9]{1,2}(?:[月\-—./])[ ]?[0-9]{1,2}日?")
_SIGNED = re.compile(
    r"(?:[\u4e00-\u9fff（）()]{2,28}(?:政府|办公室|办公厅|委员会|管委会|指挥部|领导小组))?[ \u3000]*+"
    r"(?:(?:20[0-9]{2}|二[〇○零][〇○零一二三四五六七八九]{2})年.{1,3}月.{1,3}日)?[ \u3000]*+(?:（此件.{2,8}）)?\Z"
)
_GENRE = r"(?:计划|方案|要点|报告|意见|通知|措施|办法|规划|安排|清单|纲要|决定|规定|任务|目标|分解|分工|实事|若干政策|细则|责任书|分解表|一览表|责任表|任务表|指标表|目标表|计划表|项目表|工作表|清单表|台账|汇总表|报告|批复|意见|工作安排|分工表|任务书|责任分工|分工方案|安排表|进度表|分解方案|重点工作)"
_TITLE = re.compile(
    rf"[^ \u3000。;；:：!！]{{2,90}}?{_GENRE}(?:[(（][^)）]{{1,20}}[)）])?(?=[ \u3000]|\*\*|\Z)"
)
_JOINT = re.compile(
    r"(?:[^ \u3000。；：]{4,20}(?:办公[室厅]|政府|委员会)[ \u3000]){1,3}[^ \u3000。；：]{4,20}关于[^。；：]{2,80}通知\Z"
)
"""The title of a notice that several bodies send out."""
_SIGN = re.compile(r"#{1,6}[ ]*(?:\*\*)?|\*\*|《")
_YEAR = re.compile(r"(?<![0-9〔\[])((?:19|20)[0-9]{2})年(?!度?[0-9]{1,2}月)")
_ANNOUNCED = re.compile(
    r"(?<![到至自从比较])(20[0-9]{2})年度?[^。；;\n0-9]{0,24}(?:(?:主要|预期|奋斗|工作|发展|目标)*目标(?:任务)?(?:是|为|[:：])|总体要求)"
)
"""`2023年全市发展主要预期目标是`: the year that the text is about, whatever others it names."""
_UNTIL: Final = ("到", "至")
"""`到2025年`: when something is to be reached, not the year of the plan."""
_WORK_OF = re.compile(
    r"(?:关于)?(20[0-9]{2})年度?[^,，。]{0,16}(?:任务|工作|目标|安排|要点|重点|计划|总体要求)"
)
_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,14}?(?:高新区|开发区|新区|自治[区州县旗]|(?<![全各我本])(?:省|市|区|县|旗|镇|乡|州(?=人民政府|政府|委|20))|街道)"
    r"(?=[\u4e00-\u9fff0-9《“]|\Z)(?![\u4e00-\u9fff]{0,8}(?:高新区|开发区|新区|自治县)(?!域))"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,20}?(?:人民政府|委员会|办公室|办公厅|管委会)(?=关于|印发|办公|\Z)")
_WORDS = re.compile("度?([\u4e00-\u9fff]+)")
_HALF = re.compile("[^《]*》")
"""The second line of a title whose first line was `关于印发……`."""
_ABOUT = re.compile("中共|关于(?:印发|下达|公布|调整)?[《<]?")
_NO_PLACE = re.compile("关于|落实|推进|印发|加[快强]|促进|支持|建设|国务院|[为对]")
_IN_SENTENCE = re.compile(
    r"[\u4e00-\u9fff]*(?:高新区|开发区|新区|(?<=[\u4e00-\u9fff])(?<![全各我本])[省市区县旗镇乡州])"
)
_ATTACHMENTS = re.compile(r"附[ \u3000]*件[ \u3000]*[0-9]?[:：][ \u3000]*(?=.)")
_ENTRY = re.compile(r"[^\n\t|。；;]{2,60}\Z")
_MANY_ATTACHMENTS: Final = 12
_MANY_LINES: Final = 60
"""Lines at either end that are looked at for a web site's own words."""


def plan_text(text: str) -> tuple[Span, list[Span], list[Span]]:
    """The plan's stretch, the web site's lines around it, and the signature lines at its end."""
    every = list(lines(text, Span(0, len(text))))
    head = list(_site_head(text, every))
    kept = len(every)
    while kept and _is_tail(text, every[kept - 1], more=kept < len(every)):
        kept -= 1
    signed = kept
    while signed and kept - signed < 4 and _is_signature(text, every[signed - 1]):
        signed -= 1
    signed = _before_attachments(text, every, signed)
    end = every[signed - 1].end if signed else 0
    closing = every[signed:kept]
    return Span(0, end), _joined([*head, *every[kept:]], every), closing


def _site_head(text: str, every: Sequence[Span]) -> Iterator[Span]:
    """A web site's own lines near the head."""
    before = False
    for line in every[:_MANY_LINES]:
        before = bool(_HEAD.match(text, line.start, line.end)) or (
            before and _HEAD_MORE.match(text, line.start, line.end) is not None
        )
        if before:
            yield line


def _is_tail(text: str, line: Span, *, more: bool) -> bool:
    if more and _TAIL_MORE.match(text, line.start, line.end):
        return True
    return _TAIL.match(text, line.start, line.end) is not None


def _before_attachments(text: str, every: Sequence[Span], signed: int) -> int:
    """A list of attachments in front of the signature names other documents."""
    for at in range(signed - 1, max(-1, signed - _MANY_ATTACHMENTS), -1):
        line = every[at]
        if not _ENTRY.match(text, line.start, line.end):
            return signed
        if _ATTACHMENTS.match(text, line.start, line.end):
            return at
    return signed


def _is_signature(text: str, line: Span) -> bool:
    return line.end - line.start < 60 and _SIGNED.match(text, line.start, line.end) is not None


def _joined(left_out: Sequence[Span], every: Sequence[Span]) -> list[Span]:
    """Neighbouring lines as one stretch."""
    places = {line.start: index for index, line in enumerate(every)}
    out: list[Span] = []
    last = -2
    for line in left_out:
        here = places[line.start]
        if out and here == last + 1:
            out[-1] = Span(out[-1].start, line.end)
        else:
            out.append(line)
        last = here
    return out


def title_of(text: str, preamble: Span, left_out: Sequence[Span]) -> str | None:
    """The first line that is a title; that of the document itself rather than of its covering notice."""
    found = list(_titles(text, preamble, left_out))
    covering = bool(found) and found[0].endswith("通知") and ("印发" in found[0] or _HALF.match(found[0]))
    return found[1] if covering and len(found) > 1 else found[0] if found else None


def _titles(text: str, preamble: Span, left_out: Sequence[Span]) -> Iterator[str]:
    for line in lines(text, preamble):
        sign = _SIGN.match(text, line.start, line.end)
        start = sign.end() if sign else line.start
        match = _TITLE.match(text, start, line.end) or _JOINT.match(text, start, line.end)
        if match and not any(span.start <= line.start < span.end for span in left_out):
            yield match[0]


def year_of(text: str, preamble: Span, title: str | None) -> int | None:
    """The year that the title or the first sentences name; the date of a document is not its year."""
    named = _YEAR.search(title) if title else None
    named = named or _ANNOUNCED.search(text, preamble.start, preamble.end)
    named = named or next(
        (found for line in lines(text, preamble) if (found := _year_in(text, line)) is not None), None
    )
    return int(named[1]) if named else None


def year_of_headings(titles: Sequence[str]) -> int | None:
    """The latest year whose work a heading announces (`2026年主要任务`); one that looks back comes earlier."""
    named = [int(found[1]) for title in titles if (found := _WORK_OF.match(title))]
    return max(named, default=None)


def _year_in(text: str, line: Span) -> "re.Match[str] | None":
    if _HEAD.match(text, line.start, line.end):
        return None
    years = _YEAR.finditer(text, line.start, line.end)
    return next((year for year in years if text[year.start() - 1 : year.start()] not in _UNTIL), None)


def dated(text: str, spans: Sequence[Span]) -> tuple[int, Span] | None:
    """The year of the day on which the document was signed or put out."""
    for span in spans:
        found = _DATED.search(text, span.start, span.end)
        if found:
            return int(found[1]), Span(found.start(), found.end())
    return None


def jurisdiction_of(text: str, preamble: Span, title: str | None) -> str | None:
    """The government: at the head of the title, or behind the year (`2022年合肥新站高新区,…`)."""
    for where in filter(None, (title, text[preamble.start : preamble.end][:400])):
        place = _place(where)
        if place:
            return place
    issued = (_ISSUER.match(text, line.start, line.end) for line in lines(text, preamble))
    return next((place for issuer in issued if issuer and (place := _place(issuer[0]))), None)


def _place(where: str) -> str | None:
    year = _YEAR.match(where)
    if year is None:
        about = _ABOUT.match(where)
        place = _PLACE.match(where, about.end() if about else 0)
        return place[0] if place and not _NO_PLACE.search(place[0]) else None
    clause = _WORDS.match(where, year.end())
    found = clause and (_PLACE.match(clause[1]) or _IN_SENTENCE.match(clause[1]))
    return found[0] if found else None


def first_line(text: str, span: Span) -> Span:
    """The first line of ``text[span]``."""
    return next(lines(text, span), stripped(text, span))
