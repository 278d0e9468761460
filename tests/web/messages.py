"""Every text of the product that a translator must know: from templates and from Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

import luoshi

PACKAGE = Path(luoshi.__file__).parent
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
CALL = re.compile(r"""\b(?P<name>_|n?gettext)\((?P<first>u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")""")


def texts() -> dict[str, str]:
    """Message id to the first file that uses it."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.html")):
        for text in of_template(path.read_text(encoding="utf-8")):
            found.setdefault(text, str(path.relative_to(PACKAGE)))
    for path in sorted(PACKAGE.rglob("*.py")):
        for text in of_python(path.read_text(encoding="utf-8")):
            found.setdefault(text, str(path.relative_to(PACKAGE)))
    return found


def of_template(source: str) -> Iterator[str]:
    """Texts of ``translate``, ``blocktranslate`` and ``_("…")`` in a template."""
    for call in CALL.finditer(templatize(source)):
        yield ast.literal_eval(call["first"])


def of_python(source: str) -> Iterator[str]:
    """First arguments of the marking functions in a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""
