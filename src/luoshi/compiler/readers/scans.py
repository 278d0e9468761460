"""What a picture of a page shows besides its characters: how far it is turned, its ruling lines, and the
lines of ink inside a cell. Comes to use with the optional extra that brings the recognizer.

Places are pixels, the row or column from 0.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy
from PIL import Image

_FARTHEST: Final = 3.0
"""Degrees; a sheet laid on a scanner by hand lies straighter."""
_COARSE, _FINE = 0.5, 0.1
_LEAST: Final = 0.1
"""Degrees below which turning would only blur."""
_SMALL: Final = 700
"""Pixels of the longer side of the picture that the turn is measured on."""
_INK: Final = 0.7
"""Share of the paper's brightness below which a pixel is ink."""
_GAP: Final = 2
"""Pixels that may be missing from a ruling line."""
_SPECK: Final = 2
"""Pixels of ink in a row or column that are still dirt."""
_LOWEST: Final = 8
"""Pixels of the lowest line of writing; lower ones are strokes of a character, or dirt."""


class Area(NamedTuple):
    """A rectangle of a picture."""

    left: int
    top: int
    right: int
    bottom: int


class Run(NamedTuple):
    """Consecutive pixels of ink: where across, from where to where."""

    at: int
    start: int
    end: int


def straightened(picture: Image.Image) -> Image.Image:
    """The picture turned so that its lines of writing lie level."""
    angle = _turn(picture)
    if abs(angle) < _LEAST:
        return picture
    paper = tuple(int(each) for each in numpy.median(numpy.asarray(picture), axis=(0, 1)))
    return picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=paper)


def ink(picture: Image.Image) -> Any:
    """Which pixels are darker than paper, as a matrix of truth values."""
    darkest = numpy.asarray(picture).min(axis=2)
    return darkest < _INK * float(numpy.median(darkest))


def runs(dark: Any, least: int) -> Iterator[Run]:
    """Runs of at least ``least`` dark pixels in the rows of a matrix, small gaps bridged."""
    for at in numpy.flatnonzero(dark.sum(axis=1) >= least):
        yield from (Run(int(at), *part) for part in _stretches(dark[at], _GAP) if part[1] - part[0] >= least)


def written(dark: Any, cell: Area, usual: int) -> list[Area]:
    """The lines of writing inside a cell, from top to bottom; ``usual`` is how high a line usually is."""
    inside = dark[cell.top : cell.bottom, cell.left : cell.right]
    rows = _stretches(inside.sum(axis=1) > _SPECK, 1)
    found = []
    for top, bottom in _whole(rows, usual):
        columns = numpy.flatnonzero(inside[top:bottom].any(axis=0))
        if len(columns) > _SPECK:
            left, right = int(columns[0]), int(columns[-1]) + 1
            found.append(Area(cell.left + left, cell.top + top, cell.left + right, cell.top + bottom))
    return found


def usual_height(dark: Any, cells: list[Area]) -> int:
    """How high a line of writing in the cells usually is."""
    heights = [
        bottom - top
        for cell in cells
        for top, bottom in _stretches(
            dark[cell.top : cell.bottom, cell.left : cell.right].sum(axis=1) > _SPECK, 1
        )
        if bottom - top >= _LOWEST
    ]
    return int(numpy.median(heights)) if heights else _LOWEST


def _turn(picture: Image.Image) -> float:
    """Degrees by which the picture is to be turned: level lines make the rows' darkness change most."""
    grey = picture.convert("L")
    grey.thumbnail((_SMALL, _SMALL))
    paper = int(numpy.median(numpy.asarray(grey)))

    def sharpness(angle: float) -> float:
        turned = grey.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=paper)
        return float(numpy.square(numpy.diff(numpy.asarray(turned).astype(float).sum(axis=1))).sum())

    steps = int(_FARTHEST / _COARSE)
    coarse = max((step * _COARSE for step in range(-steps, steps + 1)), key=sharpness)
    return max((coarse + step * _FINE for step in range(-4, 5)), key=sharpness)


def _stretches(row: Any, gap: int) -> list[tuple[int, int]]:
    """Start and end of each stretch of true values; stretches at most ``gap`` apart are one."""
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], row.astype(numpy.int8), [0]))))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if found and start - found[-1][1] <= gap:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _whole(rows: list[tuple[int, int]], usual: int) -> list[tuple[int, int]]:
    """Stretches of rows as lines: the strokes of `二` are one line, `一` is as high as its neighbours."""
    found: list[tuple[int, int]] = []
    for top, bottom in rows:
        if found and bottom - found[-1][0] <= 1.2 * usual:
            found[-1] = found[-1][0], bottom
        else:
            found.append((top, bottom))
    return found
