"""`luoshi manage`: Django's own management commands."""

import os

from django.core.management import execute_from_command_line


def main(argv: list[str]) -> int:
    """Hand the arguments on."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
    execute_from_command_line(["luoshi manage", *argv])
    return 0
