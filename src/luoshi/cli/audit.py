"""`luoshi audit verify`: walk every chain of events from its first link."""

import sys

from luoshi.cli.arguments import Parser
from luoshi.cli.shell import database_answers, start_django


def main(argv: list[str]) -> int:
    """0 all chains hold, 1 one is broken or the database does not answer."""
    parser = Parser(prog="luoshi audit", description="核验审计链。")
    parser.add_argument("verb", choices=["verify"], help="verify:从第一条记录起逐条核验")
    parser.parse_args(argv)
    start_django()
    return _verify() if database_answers() else 1


def _verify() -> int:
    # These modules hold models, which exist only once Django has been started.
    from luoshi.core.audit import first_break
    from luoshi.core.models import Chain

    broken = 0
    for chain in Chain.objects.select_related("jurisdiction").order_by("pk"):
        name = chain.jurisdiction or "系统"
        found = first_break(chain)
        if found:
            broken += 1
            print(f"{name}：第 {found.position} 条记录被改动或缺失", file=sys.stderr)
        else:
            print(f"{name}：{chain.length} 条记录，链条完整")
    return 1 if broken else 0
