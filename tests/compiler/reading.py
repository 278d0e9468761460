"""Short ways of saying what was read; a test's docstring is often its input."""

import inspect
from collections.abc import Callable
from textwrap import dedent

from luoshi.compiler import Compilation, compile_source
from luoshi.compiler.model import Plan, Task
from luoshi.compiler.source import Source


def compiled(text: str, *, year: int | None = 2023) -> Compilation:
    """A text compiled; its finding codes and plan."""
    return compile_source(Source(name="计划.txt", text=dedent(text).strip("\n") + "\n"), year=year)


def plan_of(text: str) -> Plan:
    """The plan in a text that must have one."""
    plan = compiled(text).plan
    assert plan is not None
    return plan


def docstring(test: Callable[..., object]) -> str:
    """The input that a test carries as its docstring."""
    return inspect.getdoc(test) or ""


def leads(task: Task) -> list[str]:
    """Names of the lead units."""
    return [party.name for party in task.responsibility.lead_units]


def coops(task: Task) -> list[str]:
    """Names of the cooperating units."""
    return [party.name for party in task.responsibility.coop_units]


def codes(compilation: Compilation) -> list[str]:
    """Codes of the findings in printed order."""
    return [found.code for found in compilation.diagnostics]
