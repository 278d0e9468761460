"""`luoshi compile DIR --out DIR`: every document below a folder, whatever becomes of one of them."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from luoshi.cli.crew import work_through

SAMPLE = Path(__file__).parent.parent.parent / "samples" / "xinzhan-2022.txt"
PLAN = "2023年计划\n1.新建学校4所。(责任单位:教育局)\n2.抓好安全。(责任单位:应急局)\n"


def call(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "luoshi.cli", "compile", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    """A folder of files; ``sub__a_txt`` stands for ``sub/a.txt``."""
    plans = tmp_path / "plans"
    for key, content in files.items():
        path = plans / key.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return plans


def written(out: Path) -> list[str]:
    return sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())


def test_every_document_below_the_folder_is_read(tmp_path: Path):
    plans, out = folder(tmp_path, a_txt=PLAN, sub__a_txt=PLAN, a_md=PLAN), tmp_path / "out"
    answer = call(plans, "--out", out, "--jobs", 2, "--format", "json")
    assert answer.returncode == 0
    assert written(out) == ["a.md.json", "a.txt.json", "sub/a.txt.json", "summary.json"]
    assert len(json.loads((out / "sub" / "a.txt.json").read_text(encoding="utf-8"))["tasks"]) == 2
    assert "读取 3/3 份文档" in answer.stdout
    assert "6 项任务，3 个目标" in answer.stdout
    assert "3/3 " in answer.stderr


def test_a_broken_file_is_named_and_the_others_are_read(tmp_path: Path):
    plans = folder(tmp_path, a_txt=PLAN, b_docx=b"PK\x03\x04 broken", c_txt=b"")
    answer = call(plans, "--out", tmp_path / "out", "--format", "json")
    summary = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))
    assert answer.returncode == 1
    assert (summary["documents"], summary["read"], summary["tasks"]) == (3, 1, 2)
    assert [each["file"] for each in summary["unreadable"]] == ["b.docx", "c.txt"]
    assert "b.docx: R012" in answer.stdout


def summary_of(out: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    return read


def test_every_file_is_tried_whatever_its_name(tmp_path: Path):
    plans, out = folder(tmp_path, a=PLAN, b_docx_bak=PLAN, c_exe=b"MZ\x00\x00\x01"), tmp_path / "out"
    answer = call(plans, "--out", out)
    assert "读取 2/3 份文档" in answer.stdout
    assert [each["file"] for each in summary_of(out)["unreadable"]] == ["c.exe"]


def test_a_document_named_like_the_summary_keeps_its_plan(tmp_path: Path):
    plans, out = folder(tmp_path, summary=PLAN), tmp_path / "out"
    call(plans, "--out", out, "--format", "json")
    assert written(out) == ["summary.json", "~summary.json"]
    assert summary_of(out)["read"] == 1


def test_hidden_files_and_locks_are_passed_over_and_counted(tmp_path: Path):
    plans, out = folder(tmp_path, a_txt=PLAN), tmp_path / "out"
    for name in (".a.txt", "~$a.docx"):
        (plans / name).write_text(PLAN, encoding="utf-8")
    (plans / "back").symlink_to(plans)
    answer = call(plans, "--out", out)
    assert answer.returncode == 0
    assert "读取 1/1 份文档" in answer.stdout
    assert "另有 3 个" in answer.stdout
    names = [Path(each).name for each in summary_of(out)["passed_over"]]
    assert names == [".a.txt", "back", "~$a.docx"]


def test_links_to_nothing_and_pipes_are_named_and_not_waited_for(tmp_path: Path):
    plans, out = folder(tmp_path, a_txt=PLAN), tmp_path / "out"
    (plans / "b.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(plans / "c.txt")
    answer = call(plans, "--out", out)
    assert answer.returncode == 1
    assert "b.txt: 链接指向的文件不存在" in answer.stdout
    assert "c.txt: 这不是文件" in answer.stdout
    assert summary_of(out)["documents"] == 3


def test_documents_without_tasks_are_a_group_of_their_own(tmp_path: Path):
    report = "某市2023年工作报告\n2023年，全市生产总值增长6%左右。\n"
    plans, out = folder(tmp_path, a_txt=PLAN, b_txt="会议通知\n", c_txt=report), tmp_path / "out"
    answer = call(plans, "--out", out)
    assert "读取 1/3 份文档" in answer.stdout
    assert "没有任务 2 份：" in answer.stdout
    assert "b.txt: O001" in answer.stdout
    assert "c.txt: O007" in answer.stdout
    assert [each["targets"] for each in summary_of(out)["without_tasks"]] == [0, 1]
    assert written(out) == ["a.txt.txt", "b.txt.txt", "c.txt.txt", "summary.json"]


def test_the_list_of_unreadable_files_says_what_to_do(tmp_path: Path):
    plans = folder(tmp_path, a_txt=PLAN, b_txt=b"")
    assert "b.txt: R001 文件是空的。 请确认选对了文件" in call(plans, "--out", tmp_path / "out").stdout


def test_results_inside_the_folder_are_no_input_of_the_next_run(tmp_path: Path):
    plans = folder(tmp_path, a_txt=PLAN)
    for _run in range(2):
        assert "读取 1/1 份文档" in call(plans, "--out", plans / "out", "--format", "text").stdout


def test_several_files_are_read_like_a_folder(tmp_path: Path):
    plans, out = folder(tmp_path, a_txt=PLAN, sub__b_txt=PLAN), tmp_path / "out"
    answer = call(plans / "a.txt", plans / "sub" / "b.txt", tmp_path / "nowhere.txt", "--out", out)
    assert answer.returncode == 1
    assert "nowhere.txt: 没有这个文件或文件夹" in answer.stdout
    assert written(out) == ["plans/a.txt.txt", "plans/sub/b.txt.txt", "summary.json"]


@pytest.mark.parametrize(
    ("files", "arguments", "message"),
    [
        ({"a_txt": PLAN}, [], "--out"),
        ({"a_txt": PLAN}, ["--out", "plans"], "另选一个"),
        ({"a_txt": PLAN}, ["--out", "plans/a.txt"], "这是文件"),
        ({"a_txt": PLAN}, ["--out", "out", "--jobs", "0"], "1 到 256"),
        ({"_a": PLAN}, ["--out", "out"], "没有找到"),
        ({"a_txt": b""}, ["--out", "out"], "R001"),
    ],
)
def test_where_nothing_can_be_read_it_exits_with_2(
    tmp_path: Path, files: dict[str, str], arguments: list[str], message: str
):
    plans = folder(tmp_path, **files)
    answer = call(plans, *(each if each[0] == "-" or each == "0" else tmp_path / each for each in arguments))
    assert answer.returncode == 2
    assert message in answer.stderr


def test_ctrl_c_ends_at_once_and_keeps_what_was_written(tmp_path: Path):
    plans, out = tmp_path / "plans", tmp_path / "out"
    plans.mkdir()
    for number in range(300):
        (plans / f"{number:03}.txt").write_bytes(SAMPLE.read_bytes())
    command = [sys.executable, "-m", "luoshi.cli", "compile", plans, "--out", out, "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert 0 < summary["read"] < 300
    assert summary["read"] + summary["not_reached"] == 300
    assert "中断" in told.decode()
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
    for path in out.glob("*.txt.json"):
        json.loads(path.read_bytes())


def doubled_unless_it_kills(number: int) -> int:
    """Work over which the process dies, in one way or another, for some numbers."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if number == 5:
        os._exit(7)
    return 2 * number


@pytest.mark.parametrize("processes", [1, 2, 20])
def test_a_process_that_dies_costs_its_own_job_only(processes: int):
    done = list(work_through(range(10), doubled_unless_it_kills, processes=processes))
    results = {each.job: each.result for each in done}
    assert results == {number: 2 * number for number in range(10)} | {3: None, 5: None}
    assert {each.job: each.code for each in done if each.result is None} == {3: -signal.SIGKILL, 5: 7}
