"""The table of docs/names.md: what each lead-unit spelling of the sample plan means, and by which rule.

`.venv/bin/python scripts/names_table.py` writes it into the page.
"""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from luoshi.compiler import compile_bytes
from luoshi.organization.naming import NamedUnit, Printed, folded, resolve

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "names.md"
SAMPLE = ROOT / "samples" / "xinzhan-2022.txt"
BEGIN, END = "<!-- lead units: begin -->\n", "<!-- lead units: end -->"
ROLES = ("lead_units", "coop_units")


class Row(NamedTuple):
    """One spelling: how often it leads, the unit that it means, and why."""

    spelling: str
    tasks: int
    unit: str
    rule: str


def printed_names() -> list[Printed]:
    """All units and groups of the sample in printed order, with their lists."""
    plan = compile_bytes(SAMPLE.read_bytes(), name=SAMPLE.name, year=None).plan
    assert plan is not None
    return [
        Printed(party.name, role=role, position=position)
        for task in plan.tasks
        for role in ROLES
        for position, party in enumerate(getattr(task.responsibility, role))
    ]


def rows() -> list[Row]:
    """One row for each lead-unit spelling, units in order of first appearance."""
    printed = printed_names()
    leading = Counter(each.name for each in printed if each.role == "lead_units")
    return [
        Row(name, leading[name], unit.name, _rule(name, unit))
        for unit in resolve(printed).units
        for name in unit.spellings
        if name in leading
    ]


def _rule(name: str, unit: NamedUnit) -> str:
    """Why the spelling is the unit: what is taken off, or that it is the name itself."""
    head, bracket, inside = folded(name).rstrip(")").partition("(")
    parts = []
    if head == unit.name:
        parts.append("the name itself")
    elif unit.name.endswith(head):
        parts.append(f"the level `{unit.name[: -len(head)]}` is left out")
    if bracket:
        parts.append(f"the bracket holds the nameplate `{inside}`")
    return ", ".join(parts)


def table() -> str:
    """The table in Markdown, with the counts on top."""
    found = rows()
    units = len({row.unit for row in found})
    lines = [f"{len(found)} spellings, {units} units.", ""]
    lines += ["| printed | leads tasks | unit | rule |", "|---|---|---|---|"]
    lines += [f"| `{row.spelling}` | {row.tasks} | `{row.unit}` | {row.rule} |" for row in found]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table between its marks."""
    before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    behind = rest.partition(END)[2]
    PAGE.write_text(before + BEGIN + table() + END + behind, encoding="utf-8")


if __name__ == "__main__":
    main()
