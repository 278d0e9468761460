"""When a target will be reached at the present rate, and what rate is needed from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from luoshi.engines.kernel import WORKING, Trace, shown, word
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
    """``rate`` is per day. ``reached_on`` is ``None`` where the rate never gets there; ``needed`` is per 30 days
    until the end, ``None`` once the end has come. All unrounded."""

    rate: Decimal
    since: date
    """The rate is that from this day to the day of the last figure."""
    reached_on: date | None
    expected: Decimal
    needed: Decimal | None
    end: date
    trace: Trace

    @property
    def in_time(self) -> bool:
        """Whether the present rate is enough."""
        return self.reached_on is not None and self.reached_on <= self.end

    def explain(self, language: str = "zh") -> str:
        """In one sentence without a full stop."""
        key = "forward.never" if self.reached_on is None else "forward.reached"
        day = self.reached_on.isoformat() if self.reached_on else ""
        said = [
            word(key, language=language, day=day, rate=shown(WORKING.multiply(self.rate, MONTH))),
            word("forward.expected", language=language, end=self.end.isoformat(), value=shown(self.expected)),
        ]
        if self.needed is not None and not self.in_time:
            said.append(word("forward.needed", language=language, rate=shown(self.needed)))
        return word("say.comma", language=language).join(said)


def forward(facts: Sequence[Known], schedule: Schedule, *, as_of: date) -> Forward | None:
    """The view from the last figure; ``facts`` are in order of days, none after ``as_of``.

    ``None`` for a target that does not grow, has no figure, or is reached.
    """
    target = schedule.value
    if not schedule.shape.grows or target is None or not facts or facts[-1].value >= target:
        return None
    last = facts[-1]
    base = _base(facts, schedule)
    days = max((last.day - base.day).days, 1)
    rate = WORKING.divide(WORKING.subtract(last.value, base.value), days)
    left = WORKING.subtract(target, last.value)
    expected = WORKING.add(last.value, WORKING.multiply(rate, max((schedule.end - last.day).days, 0)))
    remaining = (schedule.end - as_of).days
    inputs = (("target", target), ("actual", last.value), ("rate_days", days), ("end", schedule.end))
    return Forward(
        rate=rate,
        since=base.day,
        reached_on=_day(last.day, left, rate),
        expected=expected,
        needed=WORKING.divide(WORKING.multiply(left, MONTH), remaining) if remaining > 0 else None,
        end=schedule.end,
        trace=Trace("forward", "formula.forward", inputs, expected),
    )


def _base(facts: Sequence[Known], schedule: Schedule) -> Known:
    """Where the rate is counted from: the earliest figure of the last 90 days; the start where there is none."""
    last = facts[-1]
    recent = [each for each in facts[:-1] if last.day - each.day <= RECENT]
    return recent[0] if recent else Known(schedule.start - timedelta(days=1), Decimal(0))


def _day(last: date, left: Decimal, rate: Decimal) -> date | None:
    if rate <= 0:
        return None
    days = WORKING.divide(left, rate).to_integral_value(rounding=ROUND_CEILING)
    return last + timedelta(days=int(days)) if days <= _FAR else None
