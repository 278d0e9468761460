"""Registers (台账): types of record as data, records as they stood on a day, figures made from them."""

from luoshi.engines.registers.history import Entry, Snapshot, snapshot, snapshots
from luoshi.engines.registers.loader import load_pack
from luoshi.engines.registers.metrics import (
    Figure,
    Histories,
    Line,
    Step,
    additive,
    figure,
    selects,
    shifted,
    steps,
)
from luoshi.engines.registers.model import Check, Choice, Condition, Field, Kind, Metric, Pack, Type
from luoshi.engines.registers.packs import pack, packs, read_pack
from luoshi.engines.registers.units import factor
from luoshi.engines.registers.values import objections_to, restored, stored, typed
from luoshi.engines.registers.wording import placed, worded

__all__ = [
    "Check",
    "Choice",
    "Condition",
    "Entry",
    "Field",
    "Figure",
    "Histories",
    "Kind",
    "Line",
    "Metric",
    "Pack",
    "Snapshot",
    "Step",
    "Type",
    "additive",
    "factor",
    "figure",
    "load_pack",
    "objections_to",
    "pack",
    "packs",
    "placed",
    "read_pack",
    "restored",
    "selects",
    "shifted",
    "snapshot",
    "snapshots",
    "steps",
    "stored",
    "typed",
    "worded",
]
