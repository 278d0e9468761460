"""The grammar of responsibility clauses: where they stand, their labels, their lists of names."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.compiler.model import Party, Span
from luoshi.compiler.passes.labels import COOP, DUE, EITHER, LABELS, LEAD, LEADER, OTHER
from luoshi.compiler.passes.names import is_names, is_person, is_unit, parties

_ROLES = "|".join(f"(?P<{label.yields}>{label.pattern})" for label in LABELS)
_LABEL = re.compile(rf"(?<![\u4e00-\u9fff])(?:{_ROLES})[ \u3000*_]*\Z")
_BEHIND_LABEL = re.compile(r"(?<=[位门室所体导人工限求点间期头合办与责同注话标效 \u3000*_])[:：][*_]*")
_BOXED = re.compile(rf"[\[［〔【][ \u3000]*(?:{_ROLES})[ \u3000]*[:：]?[ \u3000]*[\]］〕】][:：]?")
_AT_LINE = re.compile(rf"(?m)^[ \t\u3000]*(?:{_ROLES})(?=[ \t\u3000]+[\u4e00-\u9fff])")
_BARE_WORDS = ("单位", "部门", "责任", "时限")
_BARE_BRACKET = re.compile(
    r"[（(〔\[［【](?:(?<=[。；;！].)|(?<=[。；;！][ ].)|(?<![局委办部厅院会司].)(?=[^（()）\n]{3,60}[)）][。；;]?[ \u3000]*$))"
    r"([\u4e00-\u9fff、，,；;（）() ]{3,200})[)）〕\]］】][。；;]?[ \u3000]*$",
    re.MULTILINE,
)
_LAST_SENTENCE = re.compile(
    r"[。；;！，,](?:(?<![，,])[ ]?(?=[省市区县州]|[\u4e00-\u9fff]{2,12}[局委办部厅院])|(?=由))([^。；;！\n\t:：（(]{3,150}?(?:牵头|负责|配合|参与|落实)[^。；;！\n\t:：的]{0,8})[。；;]?[ \u3000]*$",
    re.MULTILINE,
)
_HABIT = 3
_LONGEST_LABEL = 16
_CLOSING = {"(": ")", "（": "）", "[": "]", "［": "］", "〔": "〕", "【": "】"}
_CLOSERS = frozenset(_CLOSING.values())
_BRACKET = re.compile(r"[()（）\[\]［］〔〕【】]")
_OPENING = re.compile(r"[(（\[［〔【]")
_LINE_END = re.compile(r"(?=[\n\t|])")
_NEXT_ITEM = r"(?<![:：、，,；; \u3000])[ \u3000]+(?=[0-9]{1,3}[.．、](?![0-9])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）])"
"""Where the next item begins on the same line, its line break lost."""
_SENTENCE_END = re.compile(rf"(?=[\n\t|])|。|{_NEXT_ITEM}")
_LONGEST = 1500
"""Characters of the longest bracket that is looked at: names of a whole government fit."""
_LONGEST_TALK = 200
_MOST_LABELS = 20
_SHARE = r"(?:按(?:照)?(?:各自)?(?:职责|职能)?(?:分工|职责)(?:分别|共同)?(?:负责|落实|配合|实施)?|分工(?:负责|协作|落实)|分别负责|共同负责|具体负责|负责(?:落实|实施|推进|组织实施)?|落实|实施)"
_HELP = r"(?:(?:积极|协同|密切|协助)?(?:配合|参与|参加|协同|协助|协办)(?:落实|实施)?)"
_TALK = re.compile(
    rf"(?:{_SHARE}|牵头(?:负责|落实|实施)?|{_HELP}|会同[^负配参协]{{2,100}}|主办|承办)[。；;]?\Z"
)
_DUE_LABEL = r"(?:(?:完成|办结|落实)?(?:时限|时间|期限)[:：为]?[ ]?)?"
_WHEN = (
    r"(?:20[0-9]{2}年|[今明当每]年|每季度|每月|按[季月]|[0-9]{1,2}月|年[底内中末]|[上下]半年"
    r"|[一二三四1-4]季度|“?十[二三四五]五”?期间|长期|持续|常年|全年|立即|即日起|即行|分期|分阶段|适时|尽快|并长期|并持续)[^，,；;。、（）()]{0,20}"
)
_UNTIL = re.compile(rf"[，,；;。][ ]?{_DUE_LABEL}(?P<due>{_WHEN})[。；;]?\Z")
"""Until when, behind the names of a clause (`……负责，9月底前出台，年内持续推进`)."""
_FIRST_WHEN = re.compile(rf"[ ]?(?P<due>{_WHEN})[，,；;]")
_MOST_DAYS = 3
_UNITS = (LEAD, COOP, EITHER)
_DIGIT = re.compile("[0-9０-９]")
_ENDS = r"(?=[，,；;。、）)\]】〕\s]|\Z)"
_ROLE_WORDS = re.compile(
    rf"(?P<lead>(?:负责)?牵头(?:负责|落实|实施|,|，)?|主办)|(?P<with>会同|联合)|(?P<coop>等?{_HELP}){_ENDS}|(?P<share>等?{_SHARE}|承办){_ENDS}"
)
_SAYS_WHO = re.compile(r"(?<![(（])(?:牵头|配合|负责|参与|会同|协同|协助|分工)")
_NOTE = re.compile(
    r"[。;；,，]?\s{0,4}(?:注[:：])?(?:(?:其中)?(?:各项)?(?:任务)?(?:排|列)(?:名|在)?(?:第一|首位|最前|前)|第一(?:个|家)?(?:责任)?单位为牵头|以?下同|首家单位|排序第一)[^()（）〔〕［］【】]*\Z"
)
_MAYBE_TALK = re.compile("负责|牵头|配合|参[与加]|协[同助办]|会同|落实|实施|分工|[主承]办")
_MAYBE_NOTE = re.compile("[第首注同最前]")
_MARKED_LEAD = re.compile(r"(?<=\S)[(（]牵头(?:单位)?[)）]\Z")
_PERSON_BRACKET = re.compile(r"(?<=\S)[(（]([^()（）]{2,30})[)）]\Z")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in the text: its span with brackets, and the names by role."""

    span: Span
    leaders: tuple[Party, ...] = ()
    leads: tuple[Party, ...] = ()
    coops: tuple[Party, ...] = ()
    labels: tuple[tuple[str, Span], ...] = ()
    """Role and place of each printed label."""
    separators: tuple[tuple[str, Span], ...] = ()
    """What stands in front of each label but the first."""
    due: Span | None = None
    """Until when, where a label says so."""
    note: Span | None = None
    """A remark on how to read the clause (`列第一位者为牵头单位,下同`)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A label as it stands in the text."""

    role: str
    span: Span
    """The label with its colon or box."""
    boxed: bool = False


def clauses(text: str, marks: Sequence[Mark]) -> Iterator[Clause]:
    """Every clause of the text, in printed order. Linear in the text's length."""
    pairs = _pairs(text)
    at, done = 0, 0
    while at < len(marks):
        span = _around(text, marks, at, floor=done, pairs=pairs)
        inside = [mark for mark in marks[at : at + _MOST_LABELS] if span and mark.span.end <= span.end]
        named = any(mark.role not in (OTHER, DUE) for mark in inside)
        if span and named:
            yield from _worded(text, Span(done, span.start), pairs)
            yield _labelled(text, span, inside)
            done = span.end
        at += 1
        while named and at < len(marks) and marks[at].span.start < done:
            at += 1
    yield from _worded(text, Span(done, len(text)), pairs)


def bare_clauses(text: str, said: Sequence[Clause]) -> list[Clause]:
    """`……。（市发展改革委、市财政局）`: brackets behind a paragraph that hold nothing but units, where
    naming them in brackets is the text's habit, be it with words of responsibility, as in ``said``."""
    starts = [clause.span.start for clause in said]
    found = [
        Clause(span=Span(bracket.start(1) - 1, bracket.end(1) + 1), leads=tuple(names))
        for bracket in _BARE_BRACKET.finditer(text)
        if not _covered(said, bisect_right(starts, bracket.start(1)) - 1, bracket.start(1))
        and (names := parties(text, Span(bracket.start(1), bracket.end(1))))
        and all(is_unit(party.name) for party in names)
    ]
    found += _sentences(text, said)
    others = len(said) if len(found) > 1 else sum(not clause.labels for clause in said)
    return found if len(found) + others >= _HABIT else []


def _sentences(text: str, said: Sequence[Clause]) -> Iterator[Clause]:
    """`……。省科技厅牵头，省财政厅配合。`: a paragraph's last sentence that only says who answers."""
    starts = [clause.span.start for clause in said]
    for sentence in _LAST_SENTENCE.finditer(text):
        span = Span(*sentence.span(1))
        leads, coops = _by_words(text, span)
        names = [party.name for party in (*leads, *coops)]
        if not names or not all(map(is_unit, names)):
            continue
        if not _covered(said, bisect_right(starts, span.start) - 1, span.start):
            yield Clause(span=span, leads=tuple(leads), coops=tuple(coops))


def _covered(said: Sequence[Clause], at: int, offset: int) -> bool:
    return at >= 0 and said[at].span.end > offset


def deadlines(text: str, marks: Sequence[Mark]) -> Iterator[Span]:
    """What stands behind labels such as `完成时限：`, up to the end of its sentence or bracket."""
    for mark in marks:
        if mark.role == DUE:
            yield _due_at(text, mark, len(text))


def _pairs(text: str) -> dict[int, int]:
    """Offset of each opening bracket that is closed before long: the offset behind its closing one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] not in _CLOSERS:
            opened.append(bracket.start())
        elif opened:
            start = opened.pop()
            if bracket.end() - start <= _LONGEST:
                pairs[start] = bracket.end()
    return pairs


def label_marks(text: str) -> list[Mark]:
    """Labels with a colon, in a box of their own (`【责任单位】`), or at the head of a line in front of a blank."""
    found = {mark.span.start: mark for mark in _marks(text)}
    for pattern in (_BOXED, _AT_LINE) if any(word in text for word in _BARE_WORDS) else ():
        for match in pattern.finditer(text):
            role = next(role for role, said in match.groupdict().items() if said)
            boxed = pattern is _BOXED
            start = match.start() if boxed else match.start(role)
            spare = boxed or is_names(text, Span(match.end(), _line_end(text, match.end())))
            if spare and not any(at in found for at in (start, match.start(role))):
                found[start] = Mark(role, Span(start, match.end()), boxed=boxed)
    return [found[start] for start in sorted(found)]


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return stop if stop >= 0 else len(text)


def _marks(text: str) -> Iterator[Mark]:
    """Labels, each with the colon behind it."""
    for colon in _BEHIND_LABEL.finditer(text):
        label = _LABEL.search(text, max(0, colon.start() - _LONGEST_LABEL), colon.start())
        if label is not None and label.lastgroup is not None:
            yield Mark(label.lastgroup, Span(label.start(), colon.end()))


def _around(text: str, marks: Sequence[Mark], at: int, *, floor: int, pairs: dict[int, int]) -> Span | None:
    """The bracket around a label; without one the sentence and the lines below that begin with a label,
    where it is never closed the line. A label that names no one needs a bracket or names behind it.
    """
    mark = marks[at]
    opening = mark.span.start - 1
    while opening >= floor and text[opening] in " \u3000*_":
        opening -= 1
    bracketed = opening >= floor and text[opening] in _CLOSING and not mark.boxed
    if bracketed and opening in pairs:
        return Span(opening, pairs[opening])
    if mark.role == OTHER:
        return None
    outside = None if bracketed or mark.boxed else _enclosing(text, mark.span.start, floor, pairs)
    if outside is not None:
        return outside
    stop = _stop(_LINE_END if bracketed else _SENTENCE_END, text, mark.span.end)
    end = _listed_on(text, marks, at, _unfinished(text, stop))
    start = opening if bracketed else mark.span.start
    while not bracketed and start > floor and text[start - 1] in "*_":
        start -= 1
    return Span(start, end)


def _stop(mark: "re.Pattern[str]", text: str, at: int) -> int:
    """Where a list that begins ``at`` ends by its sign; one that never ends is cut, so that work stays linear."""
    limit = min(len(text), at + _LONGEST)
    found = mark.search(text, at, limit)
    return found.end() if found else limit


def _enclosing(text: str, at: int, floor: int, pairs: dict[int, int]) -> Span | None:
    """The bracket in whose midst a label stands: `（甲局负责，责任人：张三）`."""
    opening = max(text.rfind(sign, max(floor, at - _LONGEST_TALK), at) for sign in "（(〔[［【")
    end = pairs.get(opening, 0)
    said = end > at and "\n" not in text[opening:at] and _ROLE_WORDS.search(text, opening, at)
    return Span(opening, end) if said else None


def _unfinished(text: str, end: int) -> int:
    """A list whose line ends with a comma goes on in the next line; one behind a bare label begins there."""
    for _line in range(_MOST_LABELS):
        if text[end : end + 1] != "\n" or text[end - 1] not in "、，,:：":
            break
        if text[end - 1] in ":：" and not _is_list(text, Span(end + 1, _line_end(text, end + 1))):
            break
        end = _stop(_SENTENCE_END, text, end + 1)
    return end


def _is_list(text: str, line: Span) -> bool:
    """Whether a line holds nothing but names, and no label."""
    return is_names(text, line) and not any(sign in text[line.start : line.end] for sign in "：:")


def _listed_on(text: str, marks: Sequence[Mark], at: int, end: int) -> int:
    """The end of the list: a label that follows at once, on the next line or behind a full stop, goes on."""
    for mark in marks[at + 1 : at + _MOST_LABELS]:
        if mark.span.start < end:
            continue
        if mark.role == OTHER:
            break
        if text[end : mark.span.start].strip(" \t\u3000\n。;；*_-"):
            break
        if "\n\n" in text[end : mark.span.start]:
            break
        end = _stop(_SENTENCE_END, text, mark.span.end)
    return end


def _inner(text: str, span: Span) -> Span:
    """What stands inside the brackets of a clause that has some."""
    start = span.start + 1 if text[span.start] in _CLOSING else span.start
    bracketed = start > span.start and text[span.end - 1] in _CLOSERS
    return Span(start, span.end - 1 if bracketed else span.end)


def _labelled(text: str, span: Span, marks: Sequence[Mark]) -> Clause:
    stop = _inner(text, span).end
    spoken = _MAYBE_NOTE.search(text, marks[-1].span.end, stop)
    note = _NOTE.search(text, marks[-1].span.end, stop) if spoken else None
    stop = note.start() if note else stop
    last, day = _until(text, marks[-1].span.end, stop) if marks[-1].role in _UNITS else (stop, None)
    named: dict[str, list[Party]] = {role: [] for role in (LEADER, LEAD, COOP, EITHER)}
    due: Span | None = None
    if marks[0].span.start - span.start > 3:
        named[LEAD], named[COOP] = _by_words(text, Span(_inner(text, span).start, marks[0].span.start))
    for index, mark in enumerate(marks):
        until = marks[index + 1].span.start if index + 1 < len(marks) else last
        if mark.role == DUE:
            due = due or _due_at(text, mark, until)
        elif mark.role in named:
            for role, names in _listed(text, mark, until).items():
                named[role] += names
    leads, coops = named[LEAD], named[COOP]
    if named[EITHER]:
        leads, coops = (leads, named[EITHER] + coops) if leads else (named[EITHER], coops)
    due = due or day
    shown = [mark for mark in marks if mark.role not in (OTHER, DUE)]
    return Clause(
        span=span,
        leaders=tuple(named[LEADER]),
        leads=tuple(leads),
        coops=tuple(coops),
        labels=tuple((mark.role, mark.span) for mark in shown),
        separators=tuple(_before(text, mark.span.start) for mark in shown[1:]),
        due=due,
        note=Span(note.start(), note.end()) if note else None,
    )


def _due_at(text: str, mark: Mark, until: int) -> Span:
    end = mark.span.end
    while end < min(until, mark.span.end + 60) and text[end] not in "。;；\n）)]】〕":
        end += 1
    start = mark.span.end
    while start < end and text[start] in " \t\u3000*_":
        start += 1
    while end > start and text[end - 1] in " \t\u3000*_,，":
        end -= 1
    return Span(start, end)


def _listed(text: str, mark: Mark, until: int) -> dict[str, list[Party]]:
    """The names behind a label by role: `责任单位：甲（牵头）、乙`, `责任单位：甲牵头，乙配合`."""
    label = text[mark.span.start : mark.span.end]
    span = Span(mark.span.end, until)
    with_people = mark.role != LEADER and ("人" in label or "领导" in label)
    return listed(text, span, role=mark.role, with_people=with_people)


def listed(text: str, span: Span, *, role: str, with_people: bool = False) -> dict[str, list[Party]]:
    """Names of a list by role, where its label or its column says ``role``."""
    if role == LEADER:
        return {role: parties(text, span, people=True)}
    if role in (LEAD, EITHER) and _SAYS_WHO.search(text, span.start, span.end):
        leads, coops = _by_words(text, span)
        if leads:
            return {role: leads, COOP: coops}
    found: dict[str, list[Party]] = {role: parties(text, span)}
    if with_people:
        found = _people_apart(text, found[role], role)
    if (
        role in (LEAD, EITHER)
        and text.find("牵头", *span) >= 0
        and any(_MARKED_LEAD.search(party.name) for party in found[role])
    ):
        first = [_unmarked(party) for party in found[role] if _MARKED_LEAD.search(party.name)]
        found[COOP] = [party for party in found[role] if not _MARKED_LEAD.search(party.name)]
        found[role] = first
    return found


def _unmarked(party: Party) -> Party:
    name = _MARKED_LEAD.sub("", party.name)
    return Party(name, Span(party.span.start, party.span.start + len(name)))


def _people_apart(text: str, names: Sequence[Party], role: str) -> dict[str, list[Party]]:
    """`区教育局（张三）` under `责任单位及责任人` is a unit and a person."""
    found: dict[str, list[Party]] = {role: [], LEADER: []}
    for party in names:
        bracket = _PERSON_BRACKET.search(party.name)
        if bracket and all(is_person(name) for name in re.split("[、，, ]", bracket[1])):
            start = party.span.start + bracket.start(1)
            found[LEADER] += parties(text, Span(start, start + len(bracket[1])), people=True)
            name = party.name[: bracket.start()]
            found[role].append(Party(name, Span(party.span.start, party.span.start + len(name))))
        elif is_person(party.name):
            found[LEADER].append(party)
        else:
            found[role].append(party)
    return found


def _before(text: str, at: int) -> tuple[str, Span]:
    return text[at - 1], Span(at - 1, at)


def _worded(text: str, span: Span, pairs: dict[int, int]) -> Iterator[Clause]:
    """Clauses without a label: `（A、B负责）`, `（A牵头，B、C配合）`, `（A会同B负责）`."""
    done = span.start
    for opening in _OPENING.finditer(text, span.start, span.end):
        end = pairs.get(opening.start(), 0)
        clause = (
            _talk(text, Span(opening.start(), end)) if done <= opening.start() < end <= span.end else None
        )
        if clause is not None:
            yield clause
            done = clause.span.end


def _talk(text: str, span: Span) -> Clause | None:
    inner = _inner(text, span)
    if not _MAYBE_TALK.search(text, inner.start, inner.end):
        return None
    late = max(inner.start, inner.end - 60)
    note = _NOTE.search(text, late, inner.end) if _MAYBE_NOTE.search(text, late, inner.end) else None
    stop = note.start() if note else inner.end
    stop, due = _until(text, inner.start, stop)
    first = _FIRST_WHEN.match(text, inner.start, stop)
    start = first.end() if first else inner.start
    if not _TALK.search(text, max(inner.start, stop - 120), stop):
        return None
    leads, coops = _by_words(text, Span(start, stop))
    found = Span(note.start(), note.end()) if note else None
    due = Span(*first.span("due")) if first and _DIGIT.search(first["due"]) else due
    return Clause(span=span, leads=tuple(leads), coops=tuple(coops), due=due, note=found) if leads else None


def _until(text: str, start: int, stop: int) -> tuple[int, Span | None]:
    """Where the names end in front of what says until when, and the first day that it names."""
    due: Span | None = None
    for _day in range(_MOST_DAYS):
        until = _UNTIL.search(text, max(start, stop - 60), stop)
        if until is None:
            break
        stop = until.start()
        due = Span(*until.span("due")) if _DIGIT.search(until["due"]) else due
    return stop, due


def _by_words(text: str, span: Span) -> tuple[list[Party], list[Party]]:
    """`甲牵头，乙、丙配合`, `甲会同乙负责`: whose names lead, and whose help."""
    leads: list[Party] = []
    coops: list[Party] = []
    at, led, joining = _behind_by(text, span), False, False
    for word in _ROLE_WORDS.finditer(text, span.start, span.end):
        names = parties(text, Span(at, word.start()))
        helping = joining or word["coop"] is not None or (led and word["lead"] is None)
        (coops if helping else leads).extend(names)
        led = led or word["lead"] is not None or word["with"] is not None
        joining = word["with"] is not None
        at = word.end()
    rest = parties(text, Span(at, span.end))
    (coops if led or joining else leads).extend(rest)
    return leads, coops


def _behind_by(text: str, span: Span) -> int:
    """Behind the `由` in front of a list of names."""
    at = span.start
    while at < span.end and text[at] in " \u3000*":
        at += 1
    return at + 1 if at < span.end and text[at] == "由" else at
