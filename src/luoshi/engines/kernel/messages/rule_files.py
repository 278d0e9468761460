"""What can be wrong in a YAML file of rules, and what to do about it."""

from collections.abc import Mapping

RULE_FILES: Mapping[str, tuple[str, str]] = {
    "error.too-long": ("规则文件超过{most}个字符。", "The rules file is longer than {most} characters."),
    "remedy.too-long": ("请只保留规则本身。", "Keep only the rules in it."),
    "error.syntax": ("不是合法的YAML:{problem}。", "This is not YAML: {problem}."),
    "remedy.syntax": (
        "请检查本行及上一行的缩进、引号、括号和冒号后的空格。",
        "Check indentation, quotes, brackets and the blank after each colon, here and on the line above.",
    ),
    "error.characters": ("文件含有YAML不允许的字符。", "The file holds characters that YAML does not allow."),
    "remedy.characters": ("请以UTF-8纯文本重新保存。", "Save it again as plain UTF-8 text."),
    "error.too-deep": ("括号或缩进层次过多。", "Brackets or indentation go too deep."),
    "remedy.too-deep": (
        "规则文件不需要这么多层，请删去多余的层次。",
        "A rules file needs no such depth; remove levels.",
    ),
    "error.empty": ("文件没有内容。", "The file is empty."),
    "remedy.empty": (
        "可从自带规则复制一份再修改。",
        "Start from a copy of a family that comes with the product.",
    ),
    "error.not-mapping": ("此处应为“名称: 内容”的形式。", "A mapping of names to values is needed here."),
    "remedy.not-mapping": ("请逐行写成“名称: 内容”。", 'Write one "name: value" per line.'),
    "error.unknown-key": ("不认识名称“{key}”。", 'The name "{key}" is not known.'),
    "remedy.unknown-key": ("此处可用的名称：{allowed}。", "Names for this place: {allowed}."),
    "error.repeated-key": ("“{key}”写了两次。", '"{key}" is given twice.'),
    "remedy.repeated-key": ("请只保留一处。", "Keep one of them."),
    "error.missing-key": ("缺少“{key}”。", '"{key}" is missing.'),
    "remedy.missing-key": ("请在此处补上“{key}: …”。", 'Add "{key}: …" here.'),
    "error.not-list": ("此处应为至少有一项的列表。", "A list with at least one item is needed here."),
    "remedy.not-list": (
        "每项以“- ”开头各占一行，或写成[甲, 乙]。",
        'Start each item with "- ", or write [a, b].',
    ),
    "error.not-text": ("此处应为文字。", "A text is needed here."),
    "remedy.not-text": (
        "请填写文字；数字、是否等须加引号。",
        "Write a text; put numbers and yes or no in quotes.",
    ),
    "error.unknown-value": ("“{value}”不能用在此处。", '"{value}" cannot be used here.'),
    "remedy.unknown-value": ("可用：{allowed}。", "Use one of: {allowed}."),
    "error.not-number": ("此处应为数字。", "A number is needed here."),
    "remedy.not-number": (
        "请填写如 90 或 12.5 的数字，不带百分号。",
        "Write a number such as 90 or 12.5, without a percent sign.",
    ),
    "error.light-or-measure": (
        "一条规则要么写light,要么同时写measure和bands。",
        "A rule has either a light, or a measure together with bands.",
    ),
    "remedy.light-or-measure": ("请保留其中一种写法。", "Keep one of the two."),
    "error.two-limits": ("同一端写了{one}和{other}两个界限。", "One end has two limits, {one} and {other}."),
    "remedy.two-limits": (
        "含界限值用{one}，不含用{other}，只留一个。",
        "Use {one} to include the limit, {other} not to.",
    ),
    "error.repeated-id": ("编号“{id}”已用过。", 'The id "{id}" is already taken.'),
    "remedy.repeated-id": ("请换一个编号。", "Choose another."),
    "error.band-empty": (
        "“{band}”的下限高于上限，没有数值能落入。",
        'No value can fall in "{band}": its low end is above its high end.',
    ),
    "remedy.band-empty": ("请改正两端的界限。", "Correct its limits."),
    "error.band-open-below": ("低于“{band}”的数值没有对应的灯。", 'Values below "{band}" have no light.'),
    "remedy.band-open-below": ("最低一档不写下限。", "Leave out the low limit of the lowest band."),
    "error.band-open-above": ("高于“{band}”的数值没有对应的灯。", 'Values above "{band}" have no light.'),
    "remedy.band-open-above": ("最高一档不写上限。", "Leave out the high limit of the highest band."),
    "error.bands-overlap": ("“{lower}”与“{upper}”有重叠。", '"{lower}" and "{upper}" overlap.'),
    "remedy.bands-overlap": (
        "相邻两档的界限值只能归其中一档：一档用from或to,另一档用below或above。",
        "A limit belongs to one band only: from or to in the one, below or above in the other.",
    ),
    "error.bands-gap": (
        "“{lower}”与“{upper}”之间（{low}至{high}）没有对应的灯。",
        'Between "{lower}" and "{upper}" ({low} to {high}) there is no light.',
    ),
    "remedy.bands-gap": (
        "请让相邻两档的界限值相同，并由其中一档包含它（from或to）。",
        "Let both bands have the same limit, and let one of them include it (from or to).",
    ),
    "error.case-open": ("有一种情形没有规则：{case}。", "No rule decides this case: {case}."),
    "remedy.case-open": ("请在末尾补一条适用于该情形的规则。", "Add a rule for it at the end."),
    "error.case-unmeasured": (
        "“{rule}”会用于无法计算的情形：{case}。",
        '"{rule}" would apply where nothing can be measured: {case}.',
    ),
    "remedy.case-unmeasured": (
        "请在它之前先处理这种情形，或在它的when中加上fact和ratio。",
        "Decide that case before it, or add fact and ratio to its when.",
    ),
    "error.rule-unreachable": ("“{rule}”永远不会用到。", '"{rule}" can never apply.'),
    "remedy.rule-unreachable": (
        "前面的规则已包含它的全部情形；请调整次序或删去。",
        "Earlier rules cover all its cases; move it up or remove it.",
    ),
    "error.not-whole": (
        "此处应为不小于{least}的整数。",
        "A whole number of at least {least} is needed here.",
    ),
    "remedy.not-whole": ("请填写整数。", "Write a whole number."),
    "error.rollup-falling": (
        "占比更高的“{upper}”反而比“{lower}”的灯更差。",
        'The higher share of "{upper}" has a worse light than "{lower}".',
    ),
    "remedy.rollup-falling": (
        "占比越高，灯不应越差，请调整这两档的灯。",
        "A higher share may not lead to a worse light; change one of the two.",
    ),
    "error.silent-milder": (
        "连续未报的灯比一次未报的还轻。",
        "Silence leads to a milder light than one missing report.",
    ),
    "remedy.silent-milder": ("请让silent不轻于late。", "Let silent be no milder than late."),
}
