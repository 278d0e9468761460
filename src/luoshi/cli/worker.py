"""`luoshi worker`: background jobs alone."""

from django.core.management import call_command

from luoshi.cli.arguments import Parser
from luoshi.cli.shell import database_answers, start_django


def main(argv: list[str]) -> int:
    """Work off jobs until stopped. 1 when the database does not answer."""
    Parser(prog="luoshi worker", description="启动后台任务。").parse_args(argv)
    start_django()
    if not database_answers():
        return 1
    call_command("qcluster")
    return 0
