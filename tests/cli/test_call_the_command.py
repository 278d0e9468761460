"""Find one's way about the `luoshi` command."""

import subprocess
import sys

import pytest

from luoshi import __version__
from luoshi.cli import COMMANDS, main


@pytest.mark.parametrize("asked", [[], ["help"], ["--help"], ["-h"]])
def test_help_lists_every_command(asked: list[str], capsys: pytest.CaptureFixture[str]):
    assert main(asked) == 0
    printed = capsys.readouterr().out
    assert all(f"  {name} " in printed for name in COMMANDS)


@pytest.mark.parametrize(
    ("typed", "meant"), [("complie", "compile"), ("improt", "import"), ("serv", "serve")]
)
def test_a_slip_of_typing_is_answered_with_the_nearest_command(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
):
    assert main([typed]) == 2
    assert meant in capsys.readouterr().err


def test_a_word_near_no_command_is_answered_with_the_way_to_help(capsys: pytest.CaptureFixture[str]):
    assert main(["xyzzy"]) == 2
    assert "luoshi --help" in capsys.readouterr().err


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str):
    """`--help` ends with 0 and names the command."""
    answer = subprocess.run(
        [sys.executable, "-m", "luoshi.cli", name, "--help"], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0
    assert name in answer.stdout


def test_compiling_loads_no_web_framework():
    script = "import sys; from luoshi.cli import compile; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
