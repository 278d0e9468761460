"""What a figure measures, helped by the clauses before it where its own words do not stand alone."""

import re
from datetime import date
from typing import NamedTuple

from luoshi.compiler.lexicon import measures
from luoshi.compiler.model import Kind, Strength, Target
from luoshi.compiler.passes.targets import metric
from luoshi.compiler.passes.targets.settings import Setting

_JOIN = re.compile("[、和及与]$")
_CARRIED_ON = re.compile("完成|实施|推进")
_TOTAL = re.compile("[共总合]计|[共计]$")


class State(NamedTuple):
    """What a clause takes over from the ones before it in its sentence."""

    strength: Strength = Strength.COMMIT
    last: Target | None = None
    clause: str = ""
    """The clause before this one, as printed."""
    day: date | None = None
    """The day named by a clause of nothing but time: `到年底,`."""
    named: int | None = None
    """The year that an earlier clause begins with: `2022年完成…,年底前…`."""
    topic: str = ""
    """What the sentence is about: `非常规天然气发展方面,`."""
    apart: bool = False
    """Whether the striving is that of one subject (`产量力争达到200亿`), and ends with its clause."""


def phrase_of(setting: Setting, state: State) -> metric.Phrase:
    """The metric of a figure in its clause."""
    borrowed = _borrowed(setting, state)
    if borrowed is not None:
        return borrowed
    phrase = _listed(_own(setting), setting, state)
    return phrase._replace(text=state.topic + phrase.text) if metric.is_bare(phrase.text) else phrase


def _own(setting: Setting) -> metric.Phrase:
    unit = setting.figure.unit or ""
    amount = bool(unit) and unit not in (*measures.COUNTED, *measures.BULK)
    return metric.composed(setting.before, setting.after, rate=setting.figure.rate, amount=amount)


def _listed(phrase: metric.Phrase, setting: Setting, state: State) -> metric.Phrase:
    """With the verb and the thing of the figure before, where a list leaves them out."""
    last, unit, before = state.last, setting.figure.unit or "", setting.before.lstrip(" ")
    listed = last is not None and (before.startswith("、") or last.unit == unit)
    if last is None or not listed or before.startswith("为"):
        return phrase
    if setting.figure.rate or unit.endswith(measures.MONEY):
        return phrase
    return phrase._replace(text=metric.ranked(metric.continued(phrase.text, last.metric), last.metric))


def _borrowed(setting: Setting, state: State) -> metric.Phrase | None:
    """A metric that leans on what came before; ``None`` where its own words will do."""
    front, back, last = metric.cleaned(setting.before), metric.behind(setting.after), state.last
    if not front:
        return _unnamed(setting, state, back)
    if (
        last is None
        and not back
        and metric.only_verb(setting.before)
        and (thing := metric.driven(state.clause))
    ):
        return metric.Phrase(thing + front, False)
    if last is not None and not back:
        wording = _of_the_last(front, last.metric, only_verb=metric.only_verb(setting.before))
        if wording is not None:
            return metric.Phrase(wording, False)
    if back.startswith("标准") and metric.only_verb(setting.before):
        return metric.Phrase(metric.subject(state.clause) + "标准", True)
    return None


def _unnamed(setting: Setting, state: State, back: str) -> metric.Phrase | None:
    """Nothing stands in front: the measure before goes on, or its verb, or a total is drawn."""
    last, total = state.last, _TOTAL.search(setting.before) is not None
    if last is None and not back:
        subject = metric.undertaken(state.clause) if _CARRIED_ON.search(setting.before) else ""
        return metric.Phrase(metric.cleaned(state.clause) if total else subject, False)
    if last is None:
        return None
    if not back:
        changes = not setting.figure.rate and last.kind is Kind.RATE
        return metric.Phrase(metric.level_of(last.metric) if changes else last.metric, False)
    if _JOIN.search(setting.before.rstrip()):
        return metric.Phrase(metric.continued(back, last.metric), True)
    return metric.Phrase(last.metric + back, True) if total else None


def _of_the_last(front: str, last: str, *, only_verb: bool) -> str | None:
    """`同比增长`, `新开工`, `完成投资` behind a figure: of the same measure, of the same things."""
    changed = metric.change_of(front, last)
    if changed is not None:
        return changed
    if only_verb:
        return metric.with_thing(front, last)
    bare = metric.invested(front, last)
    return bare if bare != front else None
