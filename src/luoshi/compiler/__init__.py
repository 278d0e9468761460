"""The compiler: a plan document in, a plan and findings out. No Django, no clock, no network."""

from dataclasses import dataclass

from luoshi.compiler.diagnostics import Diagnostic, Severity
from luoshi.compiler.model import Plan
from luoshi.compiler.passes import run_all
from luoshi.compiler.passes.context import Context
from luoshi.compiler.readers import read
from luoshi.compiler.source import Source

__all__ = ["Compilation", "compile_bytes", "compile_source", "read_bytes"]


@dataclass(frozen=True, slots=True)
class Compilation:
    """What was read. ``source`` and ``plan`` are ``None`` when the bytes are no text."""

    source: Source | None
    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        """Whether there is an error among the findings."""
        return any(found.severity is Severity.ERROR for found in self.diagnostics)


def read_bytes(data: bytes, *, name: str) -> Source | Diagnostic:
    """The text of a document, or the finding that says why there is none."""
    return read(data, name=name)


def compile_source(source: Source, *, year: int | None = None) -> Compilation:
    """Read a text. ``year`` is for texts that do not name theirs. Never raises on bad input."""
    plan, diagnostics = run_all(Context(source=source, year=year))
    return Compilation(source=source, plan=plan, diagnostics=diagnostics)


def compile_bytes(data: bytes, *, name: str, year: int | None = None) -> Compilation:
    """Read a document. Never raises on bad input."""
    source = read_bytes(data, name=name)
    del data  # of a large document, as much memory as its text
    if isinstance(source, Diagnostic):
        return Compilation(source=None, plan=None, diagnostics=(source,))
    return compile_source(source, year=year)
