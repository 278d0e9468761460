"""Verbs that bring a document, a list or a body into being, and the nouns that name such a thing."""

from typing import Final

DRAWN_UP: Final = (
    "出台",
    "制定",
    "制订",
    "编制",
    "拟定",
    "拟订",
    "修订",
    "修编",
    "发布",
    "印发",
    "公布",
    "起草",
    "编写",
    "编印",
    "推出",
    "颁布",
    "形成",
    "绘制",
    "建立",
    "研究制定",
)
"""Verbs whose object is a text, a list or a register."""

SET_UP: Final = ("成立", "设立", "组建", "建立", "筹建")
"""Verbs whose object is a body."""

THIRD_PARTY: Final = (
    "鼓励",
    "支持",
    "引导",
    "联合",
    "指导",
    "帮助",
    "督促",
    "参与",
    "配合",
    "按照",
    "根据",
    "严格执行",
)
"""In front of the verb these leave the promise to somebody else, or to nobody."""

_TEXTS: Final = (
    "实施方案 工作方案 方案 办法 规划 导则 细则 白皮书 蓝皮书 指南 意见 政策 行动计划 计划 条例 规定 流程 流程图 任务表 时间表 路线图 "
    "作战图 责任书 台账 预案 目录 手册 规范 章程 规程 指引 措施 清单 要点 图谱 名录 标准体系表 工作体系 规则 公约 守则 年鉴 规范性文件 "
    "控制性详细规划 导览图 标准 技术标准 地方标准 行动方案 一览表 负面清单 操作指南 明白纸 考核细则 评价办法 倡议书 实施意见 决定"
)
_BODIES: Final = (
    "中心 机构 公司 工作室 队伍 委员会 领导小组 指挥部 工作专班 专班 联盟 协会 学会 研究院 研究所 基地 理事会 合作社 集团 服务站 "
    "工作站 调解室 法庭 办公室 联合会 商会 专家库 人才库 数据库 项目库 志愿队 救援队"
)
TEXTS: Final = tuple(dict.fromkeys(_TEXTS.split()))
BODIES: Final = tuple(dict.fromkeys(_BODIES.split()))
UNBOUNDED: Final = ("各类", "各项", "一批", "一系列", "相关", "相应", "有关", "若干个", "系列")
"""In front of the noun these say that nothing in particular is meant."""
