"""Words that say how a figure is meant: comparators, modal words, verbs, times."""

from typing import Final

BEFORE: Final = (
    (
        ">=",
        "不低于|不少于|不小于|不短于|不下于|不得低于|达到|达|提高到|提高至|提升到|提升至|增加到|增加至|增长到|增至|扩大到|稳定在|保持在|突破性达到|至少",
    ),
    (">", "超过|超额完成|超|突破|高于|大于|多于|超出|快于"),
    ("<=", "不超过|不高于|不大于|不多于|不得超过|控制在|压减到|压减至|降至|降到|下降到|降低到"),
    ("<", "低于|少于|小于"),
    ("about", "(?<![签节集制条公合解预])约|大约|左右"),
)
"""Comparators in front of the figure, by operator."""

AFTER: Final = (
    ("about", "左右|上下"),
    (">=", "及以上|以上"),
    ("<=", "及以下|以下|以内|之内"),
)
"""Comparators behind the figure."""

STRIVE: Final = (
    "力争|争取|预计|努力|有望|争创|"
    r"(?<![技动展发养育项年增强升改造新])计划(?!项目|指标|任务|单列|生育|书|体系|立项|[”》])"
)
"""`科技计划项目` plans nothing: 计划 strives only where it stands as a verb."""
COMMIT: Final = "确保|不低于|不少于|实现|必须|务必|保证|完成|至少"
MODAL: Final = "力争|争取|计划|预计|努力|确保|保证|务必|必须|要|拟|实现|完成|保持|达到|全面|超额|积极|持续|进一步|坚持|全力|高质量|高水平|高标准|原则上|共计|共有|共|总计|累计|合计|约|至少"
"""Dropped from a metric's front."""

TIME: Final = (
    r"(?:(?:20[0-9]{2}年)(?:[0-9]{1,2}月)?(?:底|末)?(?:前)?|全年|今年|本年度|年度内|年内|年底前|年末前|年底|[0-9]{1,2}月底前|[0-9]{1,2}月底|"
    r"上半年|下半年|第?[一二三四]季度(?:末|底)?(?:之?前)?|到20[0-9]{2}年(?:底|末)?|“?十[三四五六]五”?末|每年|当年)"
)
"""Time words; no part of a metric."""

DROPPED_VERBS: Final = (
    "完成",
    "实现",
    "开展",
    "做好",
    "抓好",
    "办好",
    "确保",
    "保持",
    "推进",
    "推动",
    "加快",
    "落实",
    "保障",
    "使",
    "让",
    "力争",
    "按照",
    "按",
    "继续",
    "持续",
    "深入",
    "组织",
    "大力",
    "扎实",
    "有序",
    "稳步",
    "统筹推进",
    "加快推进",
    "加快推动",
    "组织开展",
    "着力",
    "抓实",
    "强化",
)
"""Verbs that do not say what is counted."""

_KEPT_VERBS = (
    "新签约 新开工建设 新开工 新开办 新建续建 新建 新增 新培育 新认定 新引进 新设立 "
    "新注册 改扩建 改建 改造 扩建 续建 建成通车 建成交付 建成投产 建成投用 建成 "
    "基本建成 建设 引进 培育 举办 承办 供应 启动 创建 设立 成立 打造 整合建立 建立 "
    "完工 开工 竣工 投产 签约 落户 盘活 征收 出让 整治 治理 修复 增加 服务 培训 "
    "发放 发展 组建 编制 出台 认定 招引 招聘 开通 打通 维修 提升 更新 配建 筹建 "
    "实施 搬迁 拆除 淘汰 关停 化解 安置 交付 推广 种植 栽植 压减 减少 消化 处置 "
    "新开通 新建成 新投产 新改扩建 新打造 新创建 新获批 新入库 引育 投用 出租 主办 "
    "孵化 申报 修缮 销号 查处 受理 绿化 铺设 安装 升级 筹集 筹措 选派 选树 评选 "
    "遴选 招收 征集 储备 谋划 落地 创成 净增 投放 削减 腾退 回迁 清欠 吸引 走访 "
    "抽检 新发展 新组建 新成立 新登记 新上市 挂牌 扶持 培养 配备 采购 加装 创作 流转 "
    "复垦 新建改造 新立项 细分培育 新纳规 布局 救助 帮扶 资助 提标改造 开发 筛查 接种 "
    "生产 加固 补植 收储 修订 制定 惠及 受益 清理 带动 覆盖 提供 新签 新招引 新落户 新投用 新上 "
    "新打通 新布局 新认证 新评定 新开行 开行 接待 支持 帮助 储备 办理 组建 配置 建有 筹集"
)
KEPT_VERBS: Final = tuple(_KEPT_VERBS.split())
"""Verbs that say what is counted; they stay in the metric."""

_MEASURE_NOUNS = (
    "率 额 值 数 量 产值 收入 占比 比重 比例 增长 下降 增速 增幅 降幅 强度 浓度 "
    "总量 规模 面积 里程 水平 指数 密度 能力 成本 时间 投资 消费 覆盖面 满意度 "
    "知晓度 指标 装机 产能 营收 利润 税收 贷款 授信 余额 存款 缺口 寿命 年限 周期 期限 时长 得分 "
    "指标 存量 流量 距离 半径 天数 涨幅 总额 债务 不良率"
)
MEASURE_NOUNS: Final = tuple(_MEASURE_NOUNS.split())
"""Nouns that are a measure by themselves: what stands behind the figure adds nothing."""

_NOMINAL_VERBS = (
    "供应 征收 出让 收储 建设 治理 整治 改造 防治 维修 修复 认定 评审 登记 培训 "
    "安置 分类 转化 盘活 处置 拆除 清理 管理 运营 造林 监测 检查"
)
NOMINAL_VERBS: Final = tuple(_NOMINAL_VERBS.split())
"""Verbs that stand as nouns at a metric's end."""

LEADING: Final = ("组织", "推动", "引导", "支持", "鼓励", "帮助", "指导", "督促", "协助", "动员")
FOUNDING: Final = (
    "成立",
    "设立",
    "建立",
    "新建",
    "新增",
    "创建",
    "申报",
    "建成",
    "引进",
    "培育",
    "签约",
    "上市",
)
"""`组织企业成立科协`: what is counted begins at the verb that the led ones do."""

TAIL: Final = (
    "力争|争取|计划|预计|努力|达到|达|提高到|提高至|提升到|提升至|增加到|扩大到|控制在|稳定在|保持在|不低于|不少于|不超过|超过|突破|高于|至少|(?<![签节集制条公合解预])约|"
    "保持|共计|总共|共|为|到|至|的|累计|总计|合计|实现|完成|再|以|各|分别|年均(?=$)"
)
"""Words right before a figure that are no part of what it measures."""

CREATING: Final = "设立|新建|建成|成立|建设|打造|创建|组建|整合建立|建立|引进|培育|编制|制定|出台|新增|完成|新设|开通|举办|承办|开展"
"""Verbs after which a Chinese numeral counts things."""

FIELD: Final = "加强|强化|规范|提升|严格|健全|完善|深化|严防|聚焦|围绕|紧盯|统筹|坚持|巩固|发挥|依托|利用"
"""Verbs of care: a number behind them says how large the field is, not what is to be reached."""
