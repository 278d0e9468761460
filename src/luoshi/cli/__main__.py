"""``python -m luoshi.cli``."""

import sys

from luoshi.cli import main

sys.exit(main())
