"""What a number was made from: a small frozen tree that a page can unfold."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from luoshi.engines.kernel.messages import MESSAGES
from luoshi.engines.kernel.wording import Value, exact, shown, word


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of a calculation; ``key``, ``formula`` and ``note`` are keys of the catalogue.

    An input or a result that is itself a key (``light.green``) is worded too. ``result`` is
    ``None`` where nothing is owed.
    """

    key: str
    formula: str
    inputs: tuple[tuple[str, Value], ...] = ()
    result: Value | None = None
    note: str | None = None
    children: tuple["Trace", ...] = ()

    def to_dict(self, *, language: str = "zh") -> dict[str, Any]:
        """Dicts, lists and text only, worded in ``language``; the result rounded for reading.

        ``exact`` keeps the result with all its digits.
        """
        return {
            "key": self.key,
            "label": word(self.key, language=language),
            "formula": word(self.formula, language=language),
            "inputs": [self._input(name, value, language) for name, value in self.inputs],
            "result": _read(self.result, language),
            "exact": "" if self.result is None else exact(self.result),
            "note": word(self.note, language=language) if self.note else "",
            "children": [child.to_dict(language=language) for child in self.children],
        }

    @staticmethod
    def _input(name: str, value: Value, language: str) -> dict[str, str]:
        label = word(f"input.{name}", language=language)
        return {"name": name, "label": label, "value": _read(value, language)}


def _read(value: Value | None, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return shown(value)
    return word(value, language=language) if isinstance(value, str) and value in MESSAGES else exact(value)
