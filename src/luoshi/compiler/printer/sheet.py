"""A sheet as offices pass it round: wrapped text in boxes, on A4 across, with a header that stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from luoshi.compiler.model import Damage, Task
from luoshi.compiler.printer.lines import aim
from luoshi.compiler.printer.parts import DUE, NOBODY, WHO, due, named
from luoshi.compiler.source import Source
from luoshi.compiler.terminal import width

KINDS: Final = "类别"
TASK: Final = "任务"
DETAIL: Final = "工作内容"
SUMMARY: Final = "备注（量化指标）"
"""A column for people; remarks are no part of a task, so a compiler passes it over."""
_WIDTHS: Final = {"序号": 6, TASK: 72, DETAIL: 60, SUMMARY: 40, "完成时限": 14, "计划": 130, KINDS: 16}
_WIDTH: Final = 22
_MOST_CELLS: Final = 4
_LINE: Final = 15.0
"""Points of a line of text."""
_TALLEST: Final = 400.0
"""Points of the tallest row that spreadsheets show."""
_FROZEN: Final = 170.0
"""Points above the table up to which there is room to keep its header on the screen."""
_FONT: Final = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "text_wrap": True}
_BOX: Final = {**_FONT, "border": 1, "border_color": "#999999"}


@dataclass
class Sheet:
    """Writes row after row; knows the next row and how tall what it wrote is."""

    book: Any
    columns: Sequence[str]
    row: int = 0
    above: float = 0.0
    kinds: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Open cells of a column of kinds: text, and the row it starts in."""

    def __post_init__(self) -> None:
        self.sheet = self.book.add_worksheet("工作计划")
        self.plain = self.book.add_format(_BOX)
        self.middle = self.book.add_format({**_BOX, "align": "center"})
        self.bold = self.book.add_format({**_BOX, "bold": True, "align": "center", "bg_color": "#E7E6E6"})
        looks = {
            "group": {**_BOX, "bold": True, "bg_color": "#F5F5F5"},
            "free": {**_FONT, "valign": "top"},
            "title": {**_FONT, "font_size": 16, "bold": True, "align": "center"},
        }
        self.looks = {name: self.book.add_format(look) for name, look in looks.items()}
        self.widths = [_WIDTHS.get(column, _WIDTH) for column in self.columns]
        if DETAIL in self.columns:
            self.widths[self.columns.index(TASK)] = _WIDTH
        for at, columns in enumerate(self.widths):
            self.sheet.set_column(at, at, columns)

    def across(self, text: str, look: str) -> None:
        """A cell across the whole table. ``look`` is ``title``, ``group`` or ``free``."""
        form = self.looks[look]
        height = _height(_lines(text, sum(self.widths)), scale=1.6 if look == "title" else 1.0)
        if len(self.columns) > 1:
            self.sheet.merge_range(self.row, 0, self.row, len(self.columns) - 1, "", form)
        self.sheet.write_string(self.row, 0, text, form)
        self.sheet.set_row(self.row, height)
        self.above += height
        self.row += 1

    def header(self) -> None:
        """The names of the columns: repeated on every printed page, kept on the screen."""
        for at, column in enumerate(self.columns):
            self.sheet.write_string(self.row, at, column, self.bold)
        self.sheet.repeat_rows(self.row)
        if self.above <= _FROZEN:
            self.sheet.freeze_panes(self.row + 1, 0)
        self.row += 1

    def cells(self, texts: Sequence[str]) -> None:
        """A row of texts from the left; one whose first alone says something goes across the table."""
        if len(texts) > 1 and not any(texts[1:]):
            self.across(texts[0], "group")
            return
        for at, text in enumerate(texts):
            self.sheet.write_string(self.row, at, text, self.plain)
        self.sheet.set_row(self.row, _height(max(map(_lines, texts, self.widths), default=1)))
        self.row += 1

    def task(self, task: Task, source: Source, *, kinds: Sequence[str]) -> None:
        """A task's row."""
        cells = {DUE: due(task, source)}
        cells |= {label: named(task, role) or NOBODY for role, label in WHO}
        cells[SUMMARY] = _summary(task)
        texts = iter(work(task, source))
        most = 1
        for at, column in enumerate(self.columns):
            if column == KINDS:
                self._kind(at, kinds[at - 1] if at <= len(kinds) else "")
            elif column == "序号":
                self._number(at, task.number)
            else:
                text = next(texts, "") if column in (TASK, DETAIL) else cells[column]
                self.sheet.write_string(self.row, at, text, self.plain)
                most = max(most, _lines(text, self.widths[at]))
        self.sheet.set_row(self.row, _height(most))
        self.row += 1

    def _number(self, at: int, number: int | str | None) -> None:
        if isinstance(number, int):
            self.sheet.write_number(self.row, at, number, self.middle)
        else:
            self.sheet.write_string(self.row, at, number or "", self.middle)

    def _kind(self, at: int, text: str) -> None:
        """A cell of a column of kinds is merged with those of the rows before that say the same."""
        before, start = self.kinds.get(at, ("", self.row))
        if before != text or start == self.row:
            self._merge(at)
            self.kinds[at] = (text, self.row)

    def _merge(self, at: int) -> None:
        text, start = self.kinds.pop(at, ("", self.row))
        if start < self.row - 1:
            self.sheet.merge_range(start, at, self.row - 1, at, "", self.plain)
        if start < self.row:
            self.sheet.write_string(start, at, text, self.plain)

    def finish(self) -> None:
        """Close what is open and set up the page."""
        for at in list(self.kinds):
            self._merge(at)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")


def _lines(text: str, columns: int) -> int:
    """Lines that a text takes in a cell so many digits wide; a line breaks a little early."""
    return sum(-(-max(width(line), 1) // (columns - 2)) for line in text.split("\n"))


def _height(lines: int, *, scale: float = 1.0) -> float:
    """Points of a row of so many lines. Not every program fits rows to wrapped text by itself."""
    return min(_TALLEST, _LINE * scale * (lines + 0.4))


def work(task: Task, source: Source) -> list[str]:
    """A task's text; the cells of it that a tab parts, where it was read from a table of its own."""
    cells = source.slice(task.body).split("\t")
    return cells if len(cells) <= _MOST_CELLS else ["\n".join(cells)]


def _summary(task: Task) -> str:
    """The targets in short. Lost characters are put back, lest the place count as damaged twice."""
    text = "\n".join(aim(target) for target in task.targets)
    for damage in task.damage:
        text = text.replace(*_core(damage))
    return text.replace(">= ", "≥").replace("<= ", "≤")


def _core(damage: Damage) -> tuple[str, str]:
    """What is printed and what is meant, with one character on either side."""
    head = max(_alike(damage.printed, damage.restored) - 1, 0)
    printed, restored = damage.printed[head:], damage.restored[head:]
    tail = max(_alike(printed[::-1], restored[::-1]) - 1, 0)
    return printed[: len(printed) - tail], restored[: len(restored) - tail]


def _alike(first: str, second: str) -> int:
    """How many characters two texts share at their beginning."""
    pairs = zip(first, second, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(first), len(second)))
