"""`luoshi serve`: the web server alone."""

import argparse
import os
import sys

from granian import Granian
from granian.constants import Interfaces

from luoshi.cli.arguments import Parser


def main(argv: list[str]) -> int:
    """Serve until stopped. Address and port come from HOST and PORT, or from the options."""
    options = parser("luoshi serve", "启动网页服务。").parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
    server(options.host, options.port).serve()
    return 0


def parser(prog: str, description: str) -> Parser:
    """The options that say where to listen."""
    made = Parser(prog=prog, description=description)
    made.add_argument("--host", default=os.environ.get("HOST") or "127.0.0.1", help="监听地址(HOST)")
    made.add_argument("--port", type=_port, default=os.environ.get("PORT") or "8000", help="端口(PORT)")
    return made


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"端口“{text}”应为 1 到 65535 的整数")
    return int(text)


def server(host: str, port: int) -> Granian:
    """Two processes of four threads: measured best of those tried for reading and for writing."""
    return Granian(
        "luoshi.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=4,
        log_level="warning",
        respawn_failed_workers=True,
        workers_kill_timeout=3,  # a process told to stop while it still starts does not hear it
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
