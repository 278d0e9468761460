"""Lists of names: where one ends, what an elliptical list leaves unsaid, which entries name no one."""

import re
from collections.abc import Iterator, Sequence
from sys import intern

from luoshi.compiler.model import Party, Span

_OPENERS = "(（[［〔【"
_CLOSERS = ")）]］〕】"
_HEADS = "(?=[省市区县州各])"
_CUT = re.compile(
    r"[、,，;；/ \t\u3000\n()（）\[\]［］〔〕【】]|<br ?/?>"
    rf"|(?<=[局委办部厅院府处队署])(?:和|及|以及|与){_HEADS}|(?<=[局厅])(?:和|及|以及)(?=[\u4e00-\u9fff]{{2,12}}(?:[局厅委办部院]|公司|中心)(?:[、,，等）)]|\Z))"
    r"|等(?:国务院|[省市区县州])?(?:直|级)?(?:有关|相关)?(?:部门|单位)(?:和|及|、|以及|与)(?=各)|(?<=部门|单位|公司|机构)(?:和|及|以及|与)(?=各)"
    r"|(?<=[行会社心站团])(?:和|及|以及|与)(?=各)"
)
_PLAIN_CUT = re.compile("[、,，;；/]")
_HARD = re.compile(r"[ \t\u3000\n()（）\[\]［］〔〕【】<和及与]")
"""What may stand inside a name and still part names elsewhere; lists without it are cut the short way."""
_WHOLE_NAME = re.compile(
    r"(?:[局委办部厅院府处队署会司心站所校社街镇乡区县市行位道室团组场馆企业部门机关库检岛港集投家矿村园关员联])[)）\]】]?\Z"
)
_LOOSE_END = re.compile(r"\n[ \u3000]*(?:人民政府|管委会|管理委员会|办事处)(?=[、,，;；\s]|\Z)")
_OFFICE = (
    r"(?:(?:[省市区县州旗镇乡]委)?(?:常委|副?书记|政法委书记|[组宣统][\u4e00-\u9fff]{1,4}部长|秘书长)|(?:常务)?副?[省市区县州旗镇乡]长|[省市区县]政府党组(?:副书记|成员)"
    r"|(?:[省市区县]?(?:人大|政协)[\u4e00-\u9fff]{0,4})?副?主[任席]|管委会副?主任|副?局长|[一二三四]级(?:巡视员|调研员|主任科员))"
)
_SHORT = 3
_OFFICE_ENDS = "长记席任员志"
"""Most people are printed by their bare names, which need no looking at."""
_OFFICES = re.compile(rf"(?:{_OFFICE}[、，, \u3000]*)+")
_APART = re.compile("[ \u3000]?[(（]")
_OFFICE_BEHIND = re.compile(rf"[ \u3000]?(?:{_OFFICE}|(?<![责管要关])同志)\Z")
PERSON = re.compile(r"[\u4e00-\u9fff·]{1,3}[ \u3000]?[\u4e00-\u9fff]")
"""What a person's name looks like, where a label says that there is one."""
_NAMES_ONLY = re.compile(r"[\u4e00-\u9fff0-9A-Za-z（）()、,，;；:： \t\u3000·“”]{2,300}[。.]?\Z")
_SUFFIXES = ("各成员单位", "成员单位", "管理委员会", "管委会", "街道办事处", "办事处", "人民政府")
_OPEN_END = re.compile(
    r"等(?:国务院|[省市区县州]?(?:直|级)?)?(?:有关|相关|各|其他)*(?:成员|责任)?(?:部门|单位|方面)?(?:(?:和|及|、|（)单位）?)?$"
)
_NOBODY = frozenset({"", "无", "暂无", "—", "-", "－", "——", "－－", "--", "\\", "等", "*", "**"})
_NUMBERED = re.compile(r"(?:[0-9]{1,2}[.．、](?![0-9])|[①-⑳])")
_AROUND = '。. \n\t\u3000:：*_"\\'
_AREA = r"(?:省|市|州|盟|区|县|旗|镇|乡|街道|县级市|市区|县区|园区|设区市|开发区)(?:[(（][^)）]*[)）])?"
_BARE_AREA = re.compile(rf"各{_AREA}\Z")
_PARTY_HALF = re.compile("[省市区县州]委\\Z")
_SHARED_OFFICE = re.compile("[省市区县州]政府(督查室|办公[室厅]|督查办公室|督查考核办|目督办|研究室)\\Z")
"""`市委、市政府督查室` are two offices."""
_OF_PARTY = re.compile(r"各(?:[^、，,（(]|[（(][^（()）]{1,8}[)）]){1,12}党(?:工)?委\Z")
_GOVERNING = ("政府", "人民政府", "管委会", "办事处")
_PARKS = ("高新区", "经开区", "开发区", "新区", "园区", "保税区", "度假区", "示范区", "试验区", "港区")
_AREA_AGAIN = re.compile(
    rf"{_AREA}(?:各?(?:人民)?政府|管委会|管理委员会|办事处|党[工委]|各?(?:有关)?(?:部门|单位)|\Z|(?=[、,，]))"
)


def parties(text: str, span: Span, *, people: bool = False) -> list[Party]:
    """Names of a list, of ``people`` or of units; an elliptical one is completed (`甲社区、乙社区管委会`)."""
    if people:
        every = (name for run in _runs(text, span, people=True) for name in run)
        return [Party(_unbroken(text[name.start : name.end]), name) for name in _persons(text, every)]
    return [party for run in _runs(text, span, people=people) for party in _completed(text, run)]


def _persons(text: str, names: Iterator[Span]) -> Iterator[Span]:
    """People without their offices: `市委常委、副市长李红` names one."""
    for name in names:
        if name.end - name.start <= _SHORT and text[name.end - 1] not in _OFFICE_ENDS:
            yield name
            continue
        before = _OFFICES.match(text, name.start, name.end)
        start = before.end() if before else name.start
        behind = _OFFICE_BEHIND.search(text, start + 2, name.end) if 3 < name.end - start < 12 else None
        bracket = _APART.search(text, start + 1, name.end) if start < name.end else None
        if start < name.end:
            yield Span(start, min(sign.start() if sign else name.end for sign in (behind, bracket)))


def _runs(text: str, span: Span, *, people: bool) -> Iterator[list[Span]]:
    """Names that `、` joins stand in one run; a comma starts another."""
    run: list[Span] = []
    names = _names(text, span, people=people)
    for name, before in _joined(text, names) if text.find("各", span.start, span.end) >= 0 else names:
        if run and before != "、":
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _joined(text: str, names: Iterator[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """`各市、县（区）人民政府` is one collective: a bare kind of area goes on in the next entry."""
    held: tuple[Span, str] | None = None
    for name, before in names:
        again = _AREA_AGAIN.match(text, name.start, name.end) if held is not None else None
        if held is not None and (again or _is_both(text, held[0], name)):
            held = Span(held[0].start, name.end), held[1]
        else:
            if held is not None:
                yield held
            held = name, before
        if not _BARE_AREA.match(text, held[0].start, name.end) and not _OF_PARTY.search(
            text, held[0].start, name.end
        ):
            yield held
            held = None
    if held is not None:
        yield held


def _is_both(text: str, held: Span, name: Span) -> bool:
    """`各县（市、区）党委、政府` is one collective too."""
    return _OF_PARTY.search(text, *held) is not None and text[name.start : name.end] in _GOVERNING


def _names(text: str, span: Span, *, people: bool) -> Iterator[tuple[Span, str]]:
    """Names, each with the separator in front of it; what stands in brackets is part of its name."""
    depth, start, before = 0, span.start, ""
    if not _HARD.search(text, span.start, span.end):
        for cut in _PLAIN_CUT.finditer(text, span.start, span.end):
            yield from _named(text, Span(start, cut.start()), before)
            start, before = cut.end(), cut[0]
        yield from _named(text, Span(start, span.end), before)
        return
    for cut in _CUT.finditer(text, span.start, span.end):
        if (
            cut[0].isspace()
            and depth == 0
            and not (people and cut[0] == "\n")
            and _broken(text, Span(start, span.end), cut.start())
        ):
            continue
        if cut[0] in _OPENERS:
            depth += 1
        elif cut[0] in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0:
            yield from _named(text, Span(start, cut.start()), before)
            start, before = cut.end(), cut[0]
    yield from _named(text, Span(start, span.end), before)


def _broken(text: str, span: Span, at: int) -> bool:
    """Whether a blank or a line end stands in the midst of a name: what is in front of it is none yet."""
    head = text[span.start : at].strip()
    if text[at] != "\n":
        return len(head) == 1
    return bool(head) and (not _WHOLE_NAME.search(head) or _LOOSE_END.match(text, at) is not None)


_UNIT = re.compile(
    r"[\u4e00-\u9fff（）()、]{1,24}(?:[局委办厅院部科处室站]|政府|管委会|办事处|中心|公司|集团|银行|支行|海关|[工商残文科]联|妇联|总工会|供销社|单位|部门|街道|[支大]队|专班|工委|团市?委|学校)\Z"
    r"|各[\u4e00-\u9fff（）()、]{0,12}[县市区镇乡州街道园旗盟校）)]\Z"
)


_NAMEPLATE = re.compile(r"(?<=[局委办部厅院])[(（][^()（）]{2,20}[)）]\Z")
_NO_NAME = re.compile("不?含(?!山)|包括|其中|详见|附件|或|等")


def is_unit(name: str) -> bool:
    """Whether a name ends as those of public bodies do."""
    bare = _NAMEPLATE.sub("", name)
    return (len(bare) > 2 or bare[:1] == "各") and _UNIT.match(bare) is not None and not _NO_NAME.match(name)


def is_person(name: str) -> bool:
    """Whether a name may be a person's: two to four characters that no body of a government ends with."""
    return PERSON.fullmatch(name) is not None and not _WHOLE_NAME.search(name)


def is_names(text: str, span: Span) -> bool:
    """Whether a stretch holds nothing but names: short words, no sentence."""
    printed = text[span.start : span.end].strip()
    words = re.split("[、,，;；:： \t\u3000]+", printed.rstrip("。."))
    return bool(_NAMES_ONLY.match(printed)) and max(map(len, words)) <= 20 and "的" not in printed


def _named(text: str, span: Span, before: str) -> Iterator[tuple[Span, str]]:
    start, end = span
    if text[start:end] in _NOBODY:
        return
    while start < end and text[start] in _AROUND:
        start += 1
    number = _NUMBERED.match(text, start, end) if text[start : start + 1] < "⓿" else None
    start = number.end() if number else start
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    tail = _OPEN_END.search(text[start:end]) if text.find("等", start, end) >= 0 else None
    end = start + tail.start() if tail else end
    if text[start:end] not in _NOBODY:
        yield Span(start, end), before


def _completed(text: str, run: Sequence[Span]) -> list[Party]:
    """The last name's suffix goes to the earlier names whose kind of body it closes."""
    # A plan names the same few units over and over; long documents hold each name once.
    *earlier, last = (intern(_unbroken(text[span.start : span.end])) for span in run)
    if earlier and _PARTY_HALF.match(earlier[-1]) and (shared := _SHARED_OFFICE.match(last)):
        earlier[-1] = earlier[-1] + shared[1]
    if not last.endswith(_SUFFIXES):
        return [Party(name, span) for name, span in zip((*earlier, last), run, strict=True)]
    return [
        *(Party(_with_suffix(name, last), span) for name, span in zip(earlier, run, strict=False)),
        Party(last, run[-1]),
    ]


def _unbroken(name: str) -> str:
    """A name without the blanks and line ends inside it."""
    return "".join(name.split()) if len(name.split(None, 1)) > 1 and not name.isascii() else name


def _with_suffix(name: str, last: str) -> str:
    """`磨店社区` before `站北社区管委会` is `磨店社区管委会`; a name of another kind stays as it is."""
    if name.endswith(_PARKS) and last.endswith(tuple(park + "管委会" for park in _PARKS)):
        return name + "管委会"
    for suffix in _SUFFIXES:
        kind = last.removesuffix(suffix)[-2:]
        if last.endswith(suffix) and kind and kind != suffix and name.endswith(kind):
            return name + suffix
    return name
