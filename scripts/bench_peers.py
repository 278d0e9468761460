"""Compare how many numbers with units are found, and how fast, with two libraries made for such text.

    make bench-reader, or: PYTHONPATH=src .venv-measure/bin/python scripts/bench_peers.py

The sentences are those phrases of ``corpus/`` that promise figures; what is wanted is every figure of a
target, in its base (`800亿元` is 80000000000 元). Peers: Microsoft's recognizers-text (number, percentage,
currency and dimension models) and jionlp (its money extractor; it has none for other numbers). Neither
tells measure, comparator or aim, so only numbers and units are compared. Works offline.
"""

import contextlib
import importlib.util
import io
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from luoshi.compiler.model import Kind, Span, Target  # noqa: E402 (PYTHONPATH is the caller's)
from luoshi.compiler.passes.targets import read_targets  # noqa: E402
from tests.compiler.corpus import YEAR, Phrase, phrases  # noqa: E402

SETS: Final = {
    "open": ("targets.txt", "targets-second-author.txt", "targets-reports.txt"),
    "held back": ("targets-held-back.txt", "targets-second-author-held-back.txt"),
}
_AMOUNT: Final = re.compile(
    r"^(?:>=|<=|>|<|=|about|range) (?P<low>[0-9.]+)(?:~(?P<high>[0-9.]+))?(?: (?P<unit>.+))?$"
)
_MAGNITUDES: Final = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "亿": 10**8, "万": 10**4}
_FIGURES: Final = (Kind.QUANTITY, Kind.RATE, Kind.RANGE)


class Figure(NamedTuple):
    """A number in its base, and its unit (`%`, `元`); an empty unit is one that is not told."""

    value: Decimal
    unit: str


Finder = Callable[[str], list[Figure]]


def figure(value: Decimal | str, unit: str | None) -> Figure:
    """In the base: money without its magnitude."""
    printed = unit or ""
    magnitude = next((each for each in _MAGNITUDES if printed.startswith(each)), "")
    bare = printed.removeprefix(magnitude)
    return Figure((Decimal(value) * _MAGNITUDES.get(magnitude, 1)).normalize(), bare)


def wanted(phrase: Phrase) -> Iterator[Figure]:
    """The printed figures of a phrase's targets; nought is never printed (`不发生`)."""
    for line in phrase.targets:
        kind, *rest = line.split(" | ")
        amount = next((match for part in rest if (match := _AMOUNT.match(part))), None)
        if kind not in _FIGURES or amount is None or amount["low"] == "0":
            continue
        for value in filter(None, (amount["low"], amount["high"])):
            yield figure(value, amount["unit"])


def luoshi(text: str) -> list[Figure]:
    """Figures of the targets that the compiler reads."""
    return [each for target in read_targets(text, Span(0, len(text)), year=YEAR) for each in _of(target)]


def _of(target: Target) -> Iterator[Figure]:
    values = target.value if isinstance(target.value, tuple) else (target.value,)
    for value in values:
        if isinstance(value, Decimal) and target.kind in _FIGURES:
            yield figure(value, target.unit)


def recognizers() -> Finder:
    """All four models of recognizers-text that may find a number with a unit."""
    from recognizers_number import Culture, recognize_number, recognize_percentage  # only in .venv-measure
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    def find(text: str) -> list[Figure]:
        found: list[Figure] = []
        for model in (recognize_percentage, recognize_currency, recognize_dimension, recognize_number):
            for each in model(text, Culture.Chinese):
                found += _resolved(each.resolution or {}, model.__name__)
        return found

    return find


def _resolved(resolution: dict[str, Any], model: str) -> Iterator[Figure]:
    printed = str(resolution.get("value") or "")
    unit = (
        {"recognize_percentage": "%", "recognize_currency": "元"}.get(model) or resolution.get("unit") or ""
    )
    with contextlib.suppress(InvalidOperation):
        yield Figure(Decimal(printed.removesuffix("%")).normalize(), str(unit))


def jionlp() -> Finder:
    """Its money extractor; what it prints when imported is kept off the screen."""
    with contextlib.redirect_stdout(io.StringIO()):
        import jionlp as library  # only in .venv-measure

    def find(text: str) -> list[Figure]:
        found: list[Figure] = []
        for each in library.ner.extract_money(text, with_parsing=True):
            numbers = each["detail"]["num"] if each.get("detail") else []
            for number in numbers if isinstance(numbers, list) else [numbers]:
                with contextlib.suppress(InvalidOperation):
                    found.append(Figure(Decimal(str(number)).normalize(), "元"))
        return found

    return find


def recall(found: Iterable[tuple[list[Figure], list[Figure]]], *, units: bool) -> tuple[int, int]:
    """How many of the wanted figures were found, of how many; with ``units`` both must agree."""
    hits = wants = 0
    for want, got in found:
        have = Counter(each if units else each.value for each in _once(got, units=units))
        need = Counter(each if units else each.value for each in want)
        hits += (need & have).total()
        wants += need.total()
    return hits, wants


def _once(got: list[Figure], *, units: bool) -> list[Figure]:
    """Models overlap: where units do not matter, the most that any one model found of a value counts."""
    if units:
        return [each for each in got if each.unit]
    most = Counter[Decimal]()
    for each, times in Counter(got).items():
        most[each.value] = max(most[each.value], times)
    return [Figure(value, "") for value in most.elements()]


def measured(texts: Sequence[str], find: Finder) -> tuple[list[list[Figure]], float]:
    """What is found in every sentence, and the microseconds per sentence once warm."""
    for text in texts[:5]:
        find(text)
    start = time.process_time()
    found = [find(text) for text in texts]
    return found, (time.process_time() - start) / len(texts) * 1e6


def main() -> int:
    """Print a table for each set of sentences."""
    if importlib.util.find_spec("recognizers_number") is None:
        print("the peers are not installed here; see `make bench-reader`")
        return 0
    finders = {"Luoshi": luoshi, "recognizers-text": recognizers(), "jionlp (money)": jionlp()}
    for title, names in SETS.items():
        listed = [(phrase.text, list(wanted(phrase))) for name in names for phrase in phrases(name)]
        listed = [(text, want) for text, want in listed if want]
        print(f"\n{title}: {len(listed)} sentences, {sum(len(want) for _text, want in listed)} figures\n")
        print("| reader | numbers found | with their unit | µs per sentence |\n|---|---|---|---|")
        for name, find in finders.items():
            found, micro = measured([text for text, _want in listed], find)
            pairs = [(want, got) for (_text, want), got in zip(listed, found, strict=True)]
            shares = [recall(pairs, units=units) for units in (False, True)]
            cells = " | ".join(f"{hits / wants:.3f} ({hits} of {wants})" for hits, wants in shares)
            print(f"| {name} | {cells} | {micro:,.0f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
