"""The corpus of phrases: `phrase`, then indented lines of the targets that a careful reader finds."""

from dataclasses import dataclass
from pathlib import Path

from luoshi.compiler.model import Span, Target
from luoshi.compiler.passes.targets import read_targets

FOLDER = Path(__file__).resolve().parents[2] / "corpus"
YEAR = 2023


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and its targets, each worded as in the corpus."""

    text: str
    targets: tuple[str, ...]


def phrases(name: str) -> list[Phrase]:
    """The phrases of a corpus file in order."""
    found: list[tuple[str, list[str]]] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            found.append((line, []))
    return [Phrase(text, tuple(targets)) for text, targets in found]


def read(text: str) -> tuple[str, ...]:
    """What the compiler reads in a phrase, worded as in the corpus."""
    return tuple(worded(each) for each in read_targets(text, Span(0, len(text)), year=YEAR))


def worded(target: Target) -> str:
    """A target as one line of the corpus."""
    parts = [str(target.kind), target.metric, _amount(target)]
    parts += [f"stretch {target.stretch}"] if target.stretch is not None else []
    parts += [target.deadline.isoformat()] if target.deadline else []
    parts += [f"reference {target.reference}"] if target.reference else []
    parts += ["strive"] if target.strength == "strive" else []
    return " | ".join(part for part in parts if part)


def _amount(target: Target) -> str:
    value = target.value
    printed = "~".join(f"{each:f}" for each in value) if isinstance(value, tuple) else str(value or "")
    number = f"{value:f}" if value is not None and not isinstance(value, tuple | str) else printed
    return " ".join(part for part in (str(target.op or ""), number, target.unit or "") if part)
