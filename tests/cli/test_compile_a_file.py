"""`luoshi compile FILE`: what it prints, and with which exit code."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "xinzhan-2022.txt"


def call(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "luoshi.cli", "compile", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_sample_as_json():
    answer = call(SAMPLE, "--format", "json")
    read = json.loads(answer.stdout)
    assert answer.returncode == 0
    assert read["plan"] == {"title": None, "year": 2022, "jurisdiction": "合肥新站高新区"}
    assert (len(read["sections"]), len(read["tasks"]), len(read["targets"])) == (8, 94, 5)
    task = read["tasks"][3]
    assert task["lead_units"][0] == "区投促局"
    assert [target["value"] for target in task["targets"]] == [200, 800, 50]
    for target in task["targets"]:
        start, end = target["span"]
        assert SAMPLE.read_text(encoding="utf-8")[start:end] == target["text"]


def test_the_sample_as_text():
    answer = call(SAMPLE)
    assert "新签约项目 >= 200个" in answer.stdout
    assert "xinzhan-2022.txt:102:1:" in answer.stderr
    assert "O002" in answer.stderr


def test_findings_in_english():
    answer = call(SAMPLE, "--lang", "en")
    assert "warning O002 Numbers skip: 94 follows 92; 93 is missing." in answer.stderr


def test_a_plan_with_errors_is_printed_and_exits_with_1(tmp_path: Path):
    file = tmp_path / "计划.txt"
    file.write_text("7.甲。(责任单位:发改局)\n7.乙。(责任单位:工信局)\n", encoding="gb18030")
    answer = call(file, "--year", "2023")
    assert answer.returncode == 1
    assert f"{file}:2:1: 错误 O004" in answer.stderr
    assert "发改局" in answer.stdout


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"\x00\x01\x02"])
def test_what_cannot_be_read_exits_with_2(tmp_path: Path, content: bytes):
    file = tmp_path / "计划.txt"
    file.write_bytes(content)
    answer = call(file)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "错误 R0" in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.txt"], "没有这个文件"),
        ([SAMPLE.parent], "文件夹"),
        ([SAMPLE, "--year", "二二"], "1949 到 2100"),
        ([SAMPLE, "--year"], "参数 --year 后面要有值"),
        ([SAMPLE, "--color"], "没有这个参数：--color"),
        ([SAMPLE, "--format", "pdf"], "不能是 'pdf'"),
        ([], "缺少参数 file"),
        ([SAMPLE, "--out", "/nowhere/at/all.json"], "没有这个文件夹"),
        ([SAMPLE, "--out", f"{SAMPLE}/plan.json"], "这是文件"),
    ],
)
def test_a_call_that_makes_no_sense_exits_with_2(arguments: list[object], message: str):
    answer = call(*arguments)
    assert answer.returncode == 2
    assert message in answer.stderr


def test_a_call_that_makes_no_sense_is_told_in_one_language():
    chinese, english = call(SAMPLE, "--year", "abc"), call(SAMPLE, "--year", "abc", "--lang", "en")
    assert not re.search("usage|error|argument", chinese.stderr)
    assert not re.search(r"[\u4e00-\u9fff]", english.stderr)


def test_a_folder_that_takes_no_file_is_not_called_missing():
    answer = call(SAMPLE, "--out", "/proc/plan.json")
    assert answer.returncode == 2
    assert "/proc/plan.json: 不能写到这里" in answer.stderr


def test_the_output_goes_to_a_file(tmp_path: Path):
    out = tmp_path / "plan.json"
    answer = call(SAMPLE, "--format", "json", "--out", out)
    assert answer.stdout == ""
    assert len(json.loads(out.read_text(encoding="utf-8"))["tasks"]) == 94


def test_the_web_framework_is_not_loaded():
    code = "import sys; from luoshi.cli import main; main(['compile', sys.argv[1]]); print('django' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code, str(SAMPLE)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("format", ["md", "xlsx"])
def test_a_printed_plan_compiles_to_the_same_plan(tmp_path: Path, format: str):
    out = tmp_path / f"plan.{format}"
    assert call(SAMPLE, "--format", format, "--out", out).returncode == 0
    first, again = (json.loads(call(file, "--format", "json").stdout) for file in (SAMPLE, out))
    assert again["plan"] == first["plan"]
    for one, other in zip(first["tasks"], again["tasks"], strict=True):
        for part in ("number", "section", "leaders", "lead_units", "coop_units"):
            assert other[part] == one[part]
        for part in ("targets", "deliverables"):
            assert [without_place(each) for each in other[part]] == [
                without_place(each) for each in one[part]
            ]


def without_place(found: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in found.items() if key != "span"}


def test_a_workbook_is_not_written_to_the_screen():
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "luoshi.cli", "compile", str(SAMPLE), "--format", "xlsx"]
    answer = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert answer.returncode == 2
    assert "--out" in answer.stderr.decode()
