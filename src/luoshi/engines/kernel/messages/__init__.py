"""The engines' message catalogue: key to (Chinese, English).

``{name}`` stands for a value that is already text. Keys: the step of a calculation, ``formula.*``,
``input.*``, ``note.*``, ``light.*``, what the light rules say of a standing, ``error.*`` with its
``remedy.*``, and what speaks against a value or a move.
"""

from collections.abc import Mapping

from luoshi.engines.kernel.messages.calculations import CALCULATIONS
from luoshi.engines.kernel.messages.registers import REGISTERS
from luoshi.engines.kernel.messages.rule_files import RULE_FILES

MESSAGES: Mapping[str, tuple[str, str]] = {**CALCULATIONS, **RULE_FILES, **REGISTERS}
