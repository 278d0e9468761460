"""When a target will be reached at the present rate, and what rate is needed from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor

from luoshi.engines.kernel import WORKING, Trace, Value, shown, word
from luoshi.engines.pace import Schedule

RECENT = timedelta(days=90)
"""The rate is taken over the facts of the last days, as many as a quarter has."""
MONTH = Decimal(30)
_FAR = 3660
"""Days ahead from which on it is said that the target is not reached at this rate."""


@dataclass(frozen=True, slots=True)
class Known:
    """A figure, cumulative in the target's unit, and the day that it speaks of."""

    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Forward:
    """The view from the last figure. ``rate`` is per day; ``reached_on`` is ``None`` where the rate never gets
    there; ``needed`` is per 30 days until the end, ``None`` once the end has come. All unrounded."""

    rate: Decimal
    since: date
    """The rate is that from this day to the day of the last figure: a figure's day, or the schedule's start."""
    reached_on: date | None
    expected: Decimal
    needed: Decimal | None
    last: date
    as_of: date
    end: date
    trace: Trace

    @property
    def in_time(self) -> bool:
        """Whether the present rate is enough."""
        return self.reached_on is not None and self.reached_on <= self.end

    @property
    def overtaken(self) -> bool:
        """Whether it should be reached by now, and no figure says so."""
        return self.reached_on is not None and self.reached_on <= self.as_of

    def explain(self, language: str = "zh") -> str:
        """In one sentence without a full stop."""
        said = [word(self._arrival, language=language, **self._values)]
        if self.as_of < self.end and not self.overtaken:
            said.append(word("forward.expected", language=language, **self._values))
        if self.needed is not None and (self.overtaken or not self.in_time):
            said.append(word("forward.needed", language=language, needed=shown(self.needed)))
        return word("say.comma", language=language).join(said)

    @property
    def _arrival(self) -> str:
        if self.reached_on is None:
            return "forward.never"
        return "forward.overtaken" if self.overtaken else "forward.reached"

    @property
    def _values(self) -> dict[str, str]:
        return {
            "day": self.reached_on.isoformat() if self.reached_on else "",
            "rate": shown(WORKING.multiply(self.rate, MONTH)),
            "since": self.since.isoformat(),
            "last": self.last.isoformat(),
            "end": self.end.isoformat(),
            "value": shown(self.expected),
        }


def forward(
    facts: Sequence[Known], schedule: Schedule, *, as_of: date, op: str | None = None
) -> Forward | None:
    """The view from the last figure; ``facts`` are in order of days, none after ``as_of``.

    ``op`` is as in a compiled target; "more than" is not reached by the target itself. ``None`` for a target that
    does not grow, has no figure since it started, or is reached.
    """
    target = schedule.value
    if not schedule.shape.grows or target is None or not facts or facts[-1].day < schedule.start:
        return None
    last, more = facts[-1], op == ">"
    if last.value > target or (last.value == target and not more):
        return None
    base = _base(facts, schedule)
    days, gained = (last.day - base.day).days, WORKING.subtract(last.value, base.value)
    rate = WORKING.divide(gained, days)
    left, remaining = WORKING.subtract(target, last.value), (schedule.end - as_of).days
    expected = WORKING.add(last.value, WORKING.multiply(rate, max((schedule.end - last.day).days, 0)))
    since = max(base.day, schedule.start)
    return Forward(
        rate=rate,
        since=since,
        reached_on=_day(last.day, left, rate, more=more),
        expected=expected,
        needed=WORKING.divide(WORKING.multiply(left, MONTH), remaining) if remaining > 0 else None,
        last=last.day,
        as_of=as_of,
        end=schedule.end,
        trace=_trace(last, schedule, expected, rate=(since, gained, days)),
    )


def _trace(last: Known, schedule: Schedule, expected: Decimal, *, rate: tuple[date, Decimal, int]) -> Trace:
    since, gained, days = rate
    inputs: tuple[tuple[str, Value], ...] = (
        ("target", schedule.value or Decimal(0)),
        ("actual", last.value),
        ("since", since),
        ("gained", gained),
        ("rate_days", days),
        ("end", schedule.end),
    )
    return Trace("forward", "formula.forward", inputs, expected)


def _base(facts: Sequence[Known], schedule: Schedule) -> Known:
    """Where the rate is counted from: the earliest figure of the last 90 days; the start where there is none."""
    last = facts[-1]
    first = max(schedule.start, last.day - RECENT)
    recent = [each for each in facts if first <= each.day < last.day]
    return recent[0] if recent else Known(schedule.start - timedelta(days=1), Decimal(0))


def _day(last: date, left: Decimal, rate: Decimal, *, more: bool) -> date | None:
    """The first day on which ``left`` is done, or more than done."""
    if rate <= 0:
        return None
    days = WORKING.divide(left, rate)
    whole = floor(days) + 1 if more else ceil(days)
    return last + timedelta(days=whole) if whole <= _FAR else None
