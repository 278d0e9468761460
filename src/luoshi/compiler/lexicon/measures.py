"""Units of measure by dimension. Magnitudes (`万`, `亿`) are no part of a unit, save in money."""

from typing import Final

MONEY: Final = ("美元", "欧元", "人民币元", "元")
RATE: Final = ("个百分点", "百分点", "%", "％", "‰")
AREA: Final = ("平方公里", "平方千米", "平方米", "平米", "公顷", "㎡", "m²", "m2", "亩")
LENGTH: Final = ("公里", "千米", "米", "km")
MASS: Final = ("吨标准煤", "吨标煤", "公斤", "千克", "吨", "斤")
VOLUME: Final = ("立方米", "万方", "升", "吨公里")
POWER: Final = (
    "兆瓦时",
    "千瓦时",
    "兆瓦",
    "千瓦",
    "吉瓦",
    "度电",
    "伏安",
    "千伏安",
    "MW",
    "GW",
    "kW",
    "PFLOPS",
    "EFLOPS",
    "P",
)
PER: Final = (
    "元/学期?生",
    "元/学期·生",
    "元/生",
    "元/人",
    "元/亩",
    "元/月",
    "元/平方米",
    "微克/立方米",
    "毫克/立方米",
    "人/平方公里",
    "万元/亩",
    "吨标准煤/万元",
    "立方米/万元",
    "毫克/升",
    "吨/日",
    "吨/天",
    "吨/年",
    "立方米/日",
    "元/吨",
    "吨/月·平方公里",
    "吨/平方公里·月",
)
PEOPLE: Final = ("人次", "人日", "人天", "人", "名", "户次", "户", "学位", "床位", "车位", "泊位")
COUNT: Final = (
    "家次",
    "套(间)",
    "套（间）",
    "个",
    "家",
    "项",
    "所",
    "支",
    "处",
    "场次",
    "场",
    "次",
    "宗",
    "套",
    "间",
    "辆",
    "台",
    "座",
    "条",
    "件",
    "单",
    "起",
    "例",
    "篇",
    "批次",
    "只",
    "株",
    "棵",
    "张",
    "份",
    "对",
    "组",
    "幢",
    "栋",
    "艘",
    "架",
    "种",
    "部",
    "首",
    "册",
    "本",
    "倍",
    "款",
    "片",
    "块",
    "道",
    "位",
    "标箱",
    "列",
    "班",
    "趟",
    "类",
)

BULK: Final = (
    *"根口眼盏头羽门床箱枚幅尊丛卷孔番担笔期路",
    *("架次", "班次", "车次", "件次", "项次", "标准箱", "端口", "节点", "标台", "人份", "剂次", "辆次"),
)
"""Counted in digits only: behind a Chinese numeral these are rather parts of names (`三十头`)."""
TELLING: Final = ("个工作日", "工作日", "个小时", "小时", "分钟", "个月", "天", "年", "岁", "分")
"""Only behind a measure: `优良天数达到310天以上`, `得分95分`; else they say how something is done."""

COUNTED: Final = (*PEOPLE, *COUNT)
ALL: Final = tuple(
    sorted(
        {*MONEY, *RATE, *AREA, *LENGTH, *MASS, *VOLUME, *POWER, *PER, *COUNTED, *BULK, *TELLING},
        key=len,
        reverse=True,
    )
)
"""Longest first, so that `平方米` is not read as `平`, nor `个百分点` as `个`."""


def normal(unit: str) -> str:
    """The unit in the form that targets carry: one sign for per cent."""
    return {"％": "%", "百分点": "个百分点"}.get(unit, unit)
