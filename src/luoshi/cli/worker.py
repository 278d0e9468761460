"""`luoshi worker`: background jobs alone."""

import argparse

from django.core.management import call_command

from luoshi.cli.shell import database_answers, start_django


def main(argv: list[str]) -> int:
    """Work off jobs until stopped. 1 when the database does not answer."""
    argparse.ArgumentParser(prog="luoshi worker", description="启动后台任务。").parse_args(argv)
    start_django()
    if not database_answers():
        return 1
    call_command("qcluster")
    return 0
