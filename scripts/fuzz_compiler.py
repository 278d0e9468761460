"""Feed the compiler what no one would write, and see that it neither fails nor hangs.

    make fuzz MINUTES=60, or: python scripts/fuzz_compiler.py (bytes|plans|check) [MINUTES]

``bytes`` lets atheris mutate bytes and runs of tokens, guided by the code that they reach; ``plans``
builds plausible plans of many layouts with hypothesis and also counts how often tasks and first units are
read as they were built; ``check`` times what was kept once more, without instruments. Whatever raises, or
takes longer than ``SLOW`` seconds for at most 64 KB, is kept under ``var/fuzz``. Exit code 1 if ``check``
finds any of it still wrong.
"""

import hashlib
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ROOT / "var/fuzz"
SLOW: Final = 2.0
"""Seconds of processor time."""
LARGEST: Final = 64 << 10
"""Bytes of UTF-8."""
_HEAD: Final = 40
"""Slow inputs that begin with the same characters are slow for one reason."""
_MOST: Final = 60
_PRINTED: Final = 4096
"""Longer texts are not printed for the terminal: thousands of findings take their time."""

_WORDS: Final = (
    "一、 二、 （一） （二） (1) 1. 2. 1． 3、 第一条 第二条 一是 二是 ① # ## | |- --- \n \n\n \t \u3000 \r\n "
    "2023年 2022年 云溪区 青禾县 全年 年底前 6月底前 上半年 三季度 到2025年 十四五末 今年 去年 五年来 力争 确保 争取 "
    "不低于 不少于 达到 突破 超过 以上 以内 左右 控制在 增长 下降 翻番 同步 高于 提高 分别 其中 含 累计 新增 净增 "
    "9% 10％ 200个 1~3个 5%—6% 2.53万套 216万㎡ 800亿元 百亿 两个 十余家 一支 1.2亿斤 1,000 １２０ 0.05 个百分点 "
    "新建 建成 学校 项目 企业 投资 收入 道路 率 全覆盖 双下降 前三 前列 A类 建成投产 竣工 开工 "
    "、 ， , ; ； 。 . ： : ( ) （ ） 《 》 “ ” 〔 〕 [ ] 【 】 / — … · ? "
    "牵头责任单位: 责任单位： 配合单位： 协同单位: 牵头领导: 完成时限： 负责 牵头 会同 配合 按职责分工负责 等 下同 "
    "发改局 区财政局 各部门 各县（市、区）人民政府 市工信委 管委会 无 出台 编制 方案 规划 办法 中心 机制 "
    "管 网 格化 死 亡人数 元/学期?生 附件 目录 基本原则 声明: 印发 通知 工作要点 任务 序号 99999999999999999999"
)
TOKENS: Final = tuple(_WORDS.split(" "))
"""Every byte of an input in the mode of tokens stands for one of these; the empty one is a blank."""


def text_of(data: bytes) -> str:
    """Tokens for bytes: the first byte says how often the whole comes, which finds what is not linear."""
    if not data:
        return ""
    text = "".join(TOKENS[byte % len(TOKENS)] or " " for byte in data[1:])
    times = (1, 1, 1, 1, 2, 16, 256, 8192)[data[0] % 8]
    room = LARGEST // max(1, len(text.encode()))
    return text * max(1, min(times, room))


def document_of(data: bytes) -> bytes:
    """What a fuzzer's bytes stand for: tokens, or, behind a first zero, the bytes themselves."""
    return data[1:] if data[:1] == b"\0" else text_of(data).encode()[:LARGEST]


@dataclass
class Watch:
    """Keeps each failure once, by its traceback, and what is slow."""

    kind: str
    seen: set[str]
    runs: int = 0

    def over(self, data: bytes, hold: Callable[[Any], object]) -> None:
        """Compile ``data`` against the clock, then hold of it what must be true."""
        self.runs += 1
        start = time.process_time()
        try:
            compilation = compiled(data)
            seconds = time.process_time() - start
            hold(compilation)
        except Exception:
            trace = traceback.format_exc()
            self._keep("crash", data, "".join(trace.splitlines()[-6:]), trace)
            return
        if seconds > SLOW and len(data) <= LARGEST:
            key = data.decode(errors="replace")[:_HEAD]
            self._keep("slow", data, key, f"{seconds:.1f} s, {len(data)} bytes\n")

    def _keep(self, what: str, data: bytes, key: str, words: str) -> None:
        """Once for each key, and no more than so many: one fault is met in many ways."""
        name = f"{what}-{self.kind}-{hashlib.sha256(key.encode()).hexdigest()[:10]}"
        if name not in self.seen and len(self.seen) < _MOST:
            self.seen.add(name)
            KEPT.mkdir(parents=True, exist_ok=True)
            (KEPT / f"{name}.bin").write_bytes(data)
            (KEPT / f"{name}.why").write_text(words, encoding="utf-8")
            print(f"kept {name}: {words.strip().splitlines()[-1]}", flush=True)


def compiled(data: bytes) -> Any:
    """A compilation of bytes of any kind."""
    from luoshi.compiler import compile_bytes  # behind atheris' instruments, where they are wanted

    return compile_bytes(data, name="x.txt", year=2023)


def prove(compilation: Any) -> None:
    """Hold what must be true of every compilation; raises where it is not."""
    from luoshi.compiler.printer import as_json, as_text, findings  # likewise

    size = len(compilation.source.text) if compilation.source else 0
    for span in spans_of(compilation):
        assert 0 <= span.start <= span.end <= size, f"span {span} in a text of {size}"
    as_json(compilation)
    if size <= _PRINTED:
        as_text(compilation, language="zh")
        findings(compilation, name="x.txt", language="en")


def spans_of(compilation: Any) -> Iterator[Any]:
    """Every stretch that a compilation points at."""
    yield from (found.span for found in compilation.diagnostics if found.span is not None)
    plan = compilation.plan
    if plan is None:
        return
    yield from (each.span for each in (*plan.targets, *plan.sections))
    for task in plan.tasks:
        duty = task.responsibility
        yield from (task.span, task.body, *duty.spans)
        yield from (party.span for party in (*duty.leaders, *duty.lead_units, *duty.coop_units))
        yield from (each.span for each in (*task.targets, *task.deliverables, *task.damage))


def fuzz_bytes(minutes: float) -> None:
    """Let atheris look for the rest of this process's life."""
    import atheris  # only in .venv-measure

    with atheris.instrument_imports(include=["luoshi.compiler"]):
        import luoshi.compiler
        import luoshi.compiler.printer  # noqa: F401 (imported to be instrumented)
    watch = Watch("bytes", set())
    corpus = KEPT / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    flags = [f"-max_total_time={int(minutes * 60)}", "-max_len=4096", "-timeout=60", "-rss_limit_mb=4000"]
    flags += ["-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={KEPT}/hang-"]
    dictionary = KEPT / "tokens.dict"
    dictionary.write_text("".join(_entry(token) for token in TOKENS if token.strip()), encoding="ascii")
    flags.append(f"-dict={dictionary}")
    atheris.Setup([sys.argv[0], *flags, str(corpus)], lambda data: watch.over(document_of(data), prove))
    atheris.Fuzz()


def _entry(token: str) -> str:
    """A token as libFuzzer's dictionaries write bytes."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in token.encode()) + '"\n'


@dataclass(frozen=True, slots=True)
class Built:
    """A plan that was built: its text, and for every task its number and its first unit."""

    text: str
    tasks: tuple[tuple[str, str], ...]


PLACES: Final = ("云溪区", "青禾县", "临江市", "白石镇")
_UNIT_NAMES: Final = "发改局 财政局 教育局 市场监管局 住建局 农业农村局 民政局 生态环境局 卫生健康委 文化和旅游局 交通局 水利局"
UNITS: Final = tuple(_UNIT_NAMES.split())
DOINGS: Final = (
    "新建{n}所学校",
    "完成投资{n}亿元",
    "新增就业{n}人",
    "粮食总产量稳定在{n}万吨以上",
    "城镇登记失业率控制在{n}%以内",
    "力争全年培育规上企业{n}家",
    "推动重点项目年底前开工",
    "实现行政村养老服务全覆盖",
    "出台《{p}营商环境提升方案》",
    "旅游收入、游客人次分别增长{n}%和8%",
    "营商环境评价进入全省前列",
    "加强队伍建设",
    "改造老旧小区{n}个、{n}万平方米",
    "建成污水管网{n}公里(含改造12公里)",
)
CLAUSES: Final = (
    "（责任单位：{a}、{b}）",
    "（牵头单位：{a}；配合单位：{b}、{c}）",
    "(牵头责任单位:{a};协同单位:{b})",
    "（{a}牵头，{b}、{c}按职责分工负责）",
    "（{a}、{b}负责）",
    "〔责任单位：{a}〕",
    "\n责任单位：{a}、{b}",
    "\n【责任单位】{a}、{b}",
    "\n牵头单位：{a}\n配合单位：{b}\n完成时限：12月底",
)
NUMBERS: Final[dict[str, Callable[[int], str]]] = {
    "1.": lambda n: f"{n}.",
    "1．": lambda n: f"{n}．",
    "1、": lambda n: f"{n}、",
    "（一）": lambda n: f"（{chinese(n)}）",
    "第一条": lambda n: f"第{chinese(n)}条 ",
}


def chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    ones = "零一二三四五六七八九"
    tens, one = divmod(number, 10)
    return ("" if tens < 2 else ones[tens]) + ("十" if tens else "") + (ones[one] if one or not tens else "")


def plans() -> Any:
    """A strategy of plausible plans: one way of numbering and one of naming units in each."""
    from hypothesis import strategies as st  # only where plans are built

    @st.composite
    def plan(draw: Any) -> Built:
        place, style = draw(st.sampled_from(PLACES)), draw(st.sampled_from(sorted(NUMBERS)))
        clause, anew = draw(st.sampled_from(CLAUSES)), draw(st.booleans())
        lines, tasks, number = [f"{place}2023年政府工作要点"], [], 0
        for section in range(1, draw(st.integers(1, 4)) + 1):
            lines.append(f"{chinese(section)}、{draw(st.sampled_from(('稳增长', '惠民生', '优化营商环境')))}")
            number = 0 if anew else number
            for _item in range(draw(st.integers(2, 5))):
                number += 1
                units = draw(st.lists(st.sampled_from(UNITS), min_size=3, max_size=3, unique=True))
                named = [f"{place[-1]}{unit}" for unit in units]
                said = draw(st.lists(st.sampled_from(DOINGS), min_size=1, max_size=4))
                words = "，".join(said).format(n=draw(st.integers(1, 500)), p=place)
                mark = NUMBERS[style](number)
                a, b, c = named
                lines.append(f"{mark}抓好工作。{words}。{clause.format(a=a, b=b, c=c)}")
                tasks.append((mark.strip(" .．、（）第条"), a))
        return Built("\n".join(lines) + "\n", tuple(tasks))

    return plan()


def fuzz_plans(minutes: float) -> None:
    """Build plans until the time is up."""
    from hypothesis import HealthCheck, Phase, given, seed, settings  # only where plans are built

    watch, end, tally = Watch("plans", set()), time.monotonic() + 60 * minutes, [0, 0]
    shown: set[str] = set()

    def one(built: Built) -> None:
        def hold(compilation: Any) -> None:
            prove(compilation)
            _count(built, compilation, tally, shown)

        watch.over(built.text.encode(), hold)

    sets = 0
    while time.monotonic() < end:
        sets += 1
        run = settings(max_examples=100, deadline=None, database=None, phases=[Phase.generate],
                       suppress_health_check=list(HealthCheck))(given(plans())(one))  # fmt: skip
        seed(sets)(run)()
    print(f"{watch.runs} plans; {tally[0]} of {tally[1]} tasks read as built")


def _count(built: Built, compilation: Any, tally: list[int], shown: set[str]) -> None:
    read = [
        (str(task.number).strip("（）第条"), next((p.name for p in task.responsibility.lead_units), ""))
        for task in compilation.plan.tasks
    ]
    tally[0] += sum(one == other for one, other in zip(built.tasks, read, strict=False))
    tally[1] += len(built.tasks)
    if tuple(read) != built.tasks and len(shown) < 20:
        first = built.text.splitlines()[2]
        key = f"{first[:3]} … {first[-30:]}"
        if key not in shown:
            shown.add(key)
            KEPT.mkdir(parents=True, exist_ok=True)
            (KEPT / f"other-{len(shown)}.txt").write_text(
                f"{built.text}\n{built.tasks}\n{read}\n", encoding="utf-8"
            )


def check() -> int:
    """Read again what was kept; how many of them still fail or last."""
    wrong = 0
    for path in sorted(KEPT.glob("*.bin")) if KEPT.exists() else ():
        data, start = path.read_bytes(), time.process_time()
        seconds, verdict = 0.0, ""
        try:
            compilation = compiled(data)
            seconds = time.process_time() - start
            prove(compilation)
        except Exception as error:
            verdict = repr(error)
        verdict = verdict or (f"{seconds:.1f} s" if seconds > SLOW else "")
        wrong += bool(verdict)
        print(f"{path.name}: {verdict or 'mended'} ({seconds:.2f} s, {len(data)} bytes)")
    return wrong


def main(arguments: Sequence[str]) -> int:
    """Do what the first argument says, for so many minutes."""
    minutes = float(arguments[1]) if len(arguments) > 1 else 1.0
    if arguments[:1] == ["bytes"]:
        fuzz_bytes(minutes)
    elif arguments[:1] == ["plans"]:
        fuzz_plans(minutes)
    elif arguments[:1] == ["check"]:
        return min(1, check())
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
