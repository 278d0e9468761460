"""The `luoshi` command. A sub-command is a module with ``main(argv) -> exit code``, loaded when called.

Loading late keeps `luoshi compile` free of the web framework and quick to start.
"""

import difflib
import sys
from importlib import import_module

from luoshi import __version__

COMMANDS = {
    "compile": ("luoshi.cli.compile", "读取计划文件，输出任务、目标和诊断意见", "read a plan document"),
    "run": ("luoshi.cli.run", "准备数据库并启动网页和后台任务", "prepare, then start web and worker"),
    "prepare": (
        "luoshi.cli.prepare",
        "建立或升级数据库和静态文件",
        "bring database and static files up to date",
    ),
    "serve": ("luoshi.cli.serve", "只启动网页", "start the web server alone"),
    "worker": ("luoshi.cli.worker", "只启动后台任务", "start the worker alone"),
    "import": ("luoshi.cli.publish", "读取并发布一份计划文件", "read and publish a plan document"),
    "relight": (
        "luoshi.cli.relight",
        "计算所有地区某一天的亮灯",
        "count the lights of all governments on a day",
    ),
    "audit": ("luoshi.cli.audit", "核验审计链", "verify the chains of events"),
    "manage": ("luoshi.cli.manage", "调用 Django 管理命令", "call a management command of Django"),
}
"""Name: (module, what it does in Chinese, and in English)."""


def main(argv: list[str] | None = None) -> int:
    """Entry point. 0 done, 1 done with errors in the input, 2 the call itself makes no sense."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(_overview())
        return 0
    if arguments[0] == "--version":
        print(__version__)
        return 0
    name, *rest = arguments
    if name not in COMMANDS:
        print(_unknown(name), file=sys.stderr)
        return 2
    module = import_module(COMMANDS[name][0])
    return int(module.main(rest))


def _overview() -> str:
    rows = [f"  {name:<9} {chinese} / {english}" for name, (_module, chinese, english) in COMMANDS.items()]
    return "\n".join(
        ["用法 usage: luoshi 命令 [参数…]", "", *rows, "", "luoshi 命令 --help 查看每个命令的参数。"]
    )


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    guess = f"是不是 {near[0]}?" if near else "运行 luoshi --help 查看全部命令。"
    return f"没有命令“{name}”。{guess}"
