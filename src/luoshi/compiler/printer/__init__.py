"""A compilation in print. Functions of the compilation alone: the same bytes in give the same bytes out.

``as_markdown`` and ``as_workbook`` live in modules of their own, imported where they are asked for.
"""

from luoshi.compiler.printer.again import Printed
from luoshi.compiler.printer.document import as_json, json_parts
from luoshi.compiler.printer.lines import as_text, finding_parts, findings, text_parts

__all__ = ["Printed", "as_json", "as_text", "finding_parts", "findings", "json_parts", "text_parts"]
