"""Whole documents of the corpus are read as the readings beside them say, question by question."""

import json
import sys
from pathlib import Path

import pytest

from luoshi.compiler import compile_bytes

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from reader_score import score  # noqa: E402

GOLD = sorted((ROOT / "corpus/documents").glob("*.gold.json"))


def document_of(gold: Path) -> Path:
    """The document beside a reading: the same name, whatever its format."""
    stem = gold.name.removesuffix(".gold.json")
    return next(each for each in sorted(gold.parent.glob(f"{stem}.*")) if each != gold)


@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold.name)
def test_a_document_is_read_as_it_was_by_hand(gold: Path) -> None:
    document = document_of(gold)
    compiled = compile_bytes(document.read_bytes(), name=document.name)
    scores = score(json.loads(gold.read_text(encoding="utf-8")), compiled)
    assert [miss for each in scores.values() for miss in each.misses] == []
