"""How long names take: the names of 100 plans against a roster of 5,000 units.

Made-up units of made-up places, with aliases and nameplates; each plan prints a hundred names some ten
times each: known ones, shortened ones, misprints, new ones and groups. The seed is fixed.
"""

import random
import time
from collections import Counter
from datetime import date

from luoshi.organization.naming import Printed
from luoshi.organization.resolution import Resolution, resolved
from luoshi.organization.roster_index import KnownGroup, KnownName, KnownUnit, RosterIndex, Sort

UNITS, PLANS, NAMES, TIMES = 5000, 100, 100, 10
DAY = date(2022, 1, 1)
FIELDS = [
    "发展和改革",
    "经济和信息化",
    "教育体育",
    "科学技术",
    "民族宗教事务",
    "公共安全",
    "民政",
    "司法行政",
    "财政",
    "人力资源和社会保障",
    "自然资源和规划",
    "生态环境",
    "住房和城乡建设",
    "交通运输",
    "水利",
    "农业农村",
    "商务",
    "文化和旅游",
    "卫生健康",
    "退役军人事务",
    "应急管理",
    "审计",
    "市场监督管理",
    "统计",
    "医疗保障",
    "信访",
    "城市管理",
    "数据资源",
    "地方金融监督管理",
    "机关事务管理",
    "投资促进",
    "林业和园林",
    "重点工程建设",
    "公共资源交易监督",
    "乡村振兴",
]
BODIES = ("局", "委员会", "中心", "办公室", "大队", "有限公司", "服务中心")
SYLLABLES = "安宁清泉石龙凤山河湖塘桥店集岗圩双三新古东西南北长丰肥蜀庐瑶包巢明光天来定远全椒琅琊"


def place(chance: random.Random) -> str:
    """A made-up sub-district or community."""
    return "".join(chance.sample(SYLLABLES, 2)) + chance.choice(("街道", "镇", "社区", "乡"))


def unit_names(chance: random.Random) -> list[str]:
    """Distinct official names: bureaus of the district first, then those of places, companies and schools."""
    names = dict.fromkeys(f"区{field}{body}" for field in FIELDS for body in BODIES[:2])
    while len(names) < UNITS:
        names[f"{place(chance)}{chance.choice(FIELDS)}{chance.choice(BODIES)}"] = None
    return list(names)


def shortened(name: str, chance: random.Random) -> str:
    """Its first, some inner and its last characters."""
    inner = sorted(chance.sample(range(1, len(name) - 1), k=min(2, len(name) - 2)))
    return name[0] + "".join(name[at] for at in inner) + name[-1]


def misprinted(name: str, chance: random.Random) -> str:
    """One character is another one."""
    at = chance.randrange(1, len(name) - 1)
    return name[:at] + chance.choice(SYLLABLES) + name[at + 1 :]


def roster(names: list[str], chance: random.Random) -> RosterIndex:
    """The units with an alias each, every tenth with a nameplate."""
    known = [KnownName(pk, name) for pk, name in enumerate(names)]
    known += [KnownName(pk, shortened(name, chance), Sort.ALIAS) for pk, name in enumerate(names)]
    known += [KnownName(pk, f"{names[pk][:4]}局", Sort.NAMEPLATE) for pk in range(0, len(names), 10)]
    return RosterIndex(
        units=[KnownUnit(pk, name) for pk, name in enumerate(names)],
        names=known,
        groups=[KnownGroup(pk, f"区{field}工作领导小组各成员单位") for pk, field in enumerate(FIELDS)],
        place="庐州市新泉区",
    )


def plan(names: list[str], chance: random.Random) -> list[Printed]:
    """A plan's names in lists of ten."""
    some = chance.sample(names, NAMES)
    makers = (str, str, str, lambda name: name.removeprefix("区"), shortened, misprinted)
    printed = []
    for at, name in enumerate(some):
        make = makers[at % len(makers)]
        printed.append(make(name, chance) if make in (shortened, misprinted) else make(name))
    printed += [f"区{field}领导小组各成员单位" for field in chance.sample(FIELDS, 5)]
    printed += [
        f"{place(chance)}{chance.choice(SYLLABLES)}{chance.choice(SYLLABLES)}站" for _each in range(5)
    ]
    named = printed * TIMES
    chance.shuffle(named)
    return [Printed(name, "coop", at % 10) for at, name in enumerate(named)]


def tally(found: Resolution) -> Counter[str]:
    """What became of the names."""
    doubts = sum(len(doubt.spellings) for doubt in found.unsure)
    return Counter(
        tied=len(found.units) + len(found.groups),
        doubts=doubts,
        new=sum(len(unit.spellings) for unit in (*found.new_units, *found.new_groups)),
    )


def main() -> None:
    """Print seconds for building the index and for all plans."""
    chance = random.Random(4)
    names = unit_names(chance)
    plans = [plan(names, chance) for _each in range(PLANS)]
    started = time.perf_counter()
    index = roster(names, chance)
    built = time.perf_counter()
    counted: Counter[str] = Counter()
    slowest = 0.0
    for printed in plans:
        before = time.perf_counter()
        counted += tally(resolved(printed, index, day=DAY))
        slowest = max(slowest, time.perf_counter() - before)
    done = time.perf_counter()
    print(f"{UNITS} units with {2 * UNITS + UNITS // 10} names: index in {built - started:.2f} s")
    print(f"{PLANS} plans, {counted.total()} distinct names: {done - built:.2f} s, slowest {slowest:.2f} s")
    print(", ".join(f"{what} {n}" for what, n in counted.items()))


if __name__ == "__main__":
    main()
