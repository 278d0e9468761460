"""docs/configuration.md says everything that an administrator may set or call, and nothing else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.cli import COMMANDS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def _variables_read() -> Iterator[str]:
    """Names given to ``os.environ`` anywhere in the package."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Attribute(attr="environ")),
                    args=[ast.Constant(value=str(name)), *_],
                ):
                    yield name
                case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
                    yield name


def _rows(pattern: str) -> set[str]:
    """What the first cells of the page's tables name."""
    return set(re.findall(rf"^\| `{pattern}", PAGE, flags=re.MULTILINE))


def test_variables_on_the_page_are_those_that_the_package_reads() -> None:
    assert _rows(r"([A-Z_]+)`") == set(_variables_read())


def test_commands_on_the_page_are_those_of_the_command_line() -> None:
    assert _rows(r"luoshi ([a-z]+)") == set(COMMANDS)


def test_make_targets_on_the_page_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, flags=re.MULTILINE))
    assert _rows(r"make ([a-z]+)`") == targets - {"help"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?![a-z]+:|#)([^)#\s]+)|<img[^>]+src=\"([^\"]+)", text)
    missing = [link for pair in links for link in pair if link and not (document.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_documents_name_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs|scripts|samples|corpus|requirements)/[\w./-]+)`", text)
    assert not [name for name in named if not (ROOT / name).exists()]
