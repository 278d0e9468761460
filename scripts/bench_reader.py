"""Score the compiler's reading of documents against readings made by hand.

    make bench-reader, or: python scripts/bench_reader.py [GOLD.json DOCUMENT] ...

Without arguments: every gold file that is there. In the checkout: ``corpus/NAME.gold.json`` (document in
``samples``) and ``corpus/documents/**/NAME.gold.json`` (document beside it). Elsewhere: the directory
``LUOSHI_GOLD``, or ``../shared/gold`` beside the checkout, with the document beside the gold file or in
``../plans``. Prints each miss as ``document:line:column``, a table per document, and per group the total
over its documents. Exit code 0 whatever the score; 2 where a document of a gold file is not there.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from luoshi.compiler import Compilation, compile_bytes

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.reader_score import Scores, score, total  # noqa: E402 (it lies beside this script)

_DOCUMENTS: Final = ("txt", "md", "tsv", "docx", "xlsx", "html", "pdf", "doc", "xls")


class Pair(NamedTuple):
    """A gold file with its document, and the group in whose total it counts."""

    group: str
    gold: Path
    document: Path


def pairs() -> Iterator[Pair]:
    """Every gold file that is there, one for each document."""
    for gold in sorted((ROOT / "corpus").glob("*.gold.json")):
        yield Pair("sample", gold, _document(gold, ROOT / "samples"))
    for gold in sorted((ROOT / "corpus/documents").glob("**/*.gold.json")):
        group = "held back" if gold.parent.name == "held-back" else "own documents"
        yield Pair(group, gold, _document(gold, gold.parent))
    own = {path.name.partition(".")[0] for path in (ROOT / "corpus").glob("*.gold.json")}
    folder = Path(os.environ.get("LUOSHI_GOLD") or ROOT.parent / "shared/gold")
    for gold in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        if gold.name.partition(".")[0] not in own:
            yield Pair("other gold", gold, _document(gold, gold.parent, folder.parent / "plans"))


def _document(gold: Path, *folders: Path) -> Path:
    stem = gold.name.removesuffix(".json").removesuffix(".gold")
    places = [folder / f"{stem}.{ending}" for folder in folders for ending in _DOCUMENTS]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise SystemExit(f"{gold.name}: no document of that name beside it")
    return found


def main(arguments: Sequence[str]) -> int:
    """Print the scores of every pair of gold file and document."""
    given = [Pair("given", Path(gold), Path(plan)) for gold, plan in zip(*[iter(arguments)] * 2, strict=True)]
    groups: dict[str, list[Scores]] = {}
    for pair in given or pairs():
        compiled = compile_bytes(pair.document.read_bytes(), name=pair.document.name)
        scores = score(json.loads(pair.gold.read_text(encoding="utf-8")), compiled)
        _show_misses(scores, compiled, pair.document.name)
        _show(pair.document.name, scores)
        groups.setdefault(pair.group, []).append(scores)
    for group, all_scores in groups.items():
        _show(f"total of {len(all_scores)}, {group}", total(all_scores))
    return 0


def _show_misses(scores: Scores, compiled: Compilation, name: str) -> None:
    for question, tally in scores.items():
        for miss in tally.misses:
            where = compiled.source.place(miss.offset) if compiled.source else (1, 1)
            print(f"{name}:{where[0]}:{where[1]}: {question}: {miss.words}")


def _show(title: str, scores: Scores) -> None:
    print(f"== {title}")
    for question, tally in scores.items():
        if tally.asked:
            counts = f"{tally.hit:4} right {tally.extra:4} extra {tally.missed:4} missed"
            rates = f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
            print(f"   {question:17} {counts}   {rates}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
