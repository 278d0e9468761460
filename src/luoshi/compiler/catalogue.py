"""Every finding in words: Chinese and English message, what to do, and its severity.

``docs/diagnostics.md`` has an entry for each code; a test holds that. Codes never change meaning:
R reading, O outline, L responsibility (labels), T targets, D damage, C the plan as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from luoshi.compiler.diagnostics import Diagnostic, Fix, Severity
from luoshi.compiler.model import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """Wording of one code; ``{name}`` stands for a parameter of the finding.

    ``confidence`` is how far its findings may be trusted where the rule does not say it of each; see
    ``Diagnostic.confidence``.
    """

    severity: Severity
    zh: str
    zh_hint: str
    en: str
    en_hint: str
    confidence: float = 1.0


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CATALOGUE: Final[Mapping[str, Entry]] = {
    "R001": Entry(
        _E,
        "文件是空的。",
        "请确认选对了文件，重新上传。",
        "The file is empty.",
        "Check that it is the right file.",
    ),
    "R002": Entry(
        _E,
        "这不是文本文件，可能是压缩包，或其他格式改了扩展名。",
        "如是压缩包，请解压后上传里面的文件；否则请打开原文件，另存为 .docx 或纯文本（.txt）后再上传。",
        "This is no text file; perhaps an archive, or another format under a wrong name.",
        "If it is an archive, unpack it and hand in the file inside; else open the original and save it as .docx or plain text.",
    ),
    "R003": Entry(
        _E,
        "认不出文件的编码（{encoding}）。",
        "请用记事本另存为 UTF-8 编码后再上传。",
        "The encoding cannot be told ({encoding}).",
        "Save the file in UTF-8.",
    ),
    "R010": Entry(
        _E,
        "{format} 格式不能直接读取。",
        "请用 WPS 或 Word 打开原文件，另存为 .docx 或 .xlsx 后再上传。",
        "{format} is not a format that can be read.",
        "Open the file in an office program and save it as .docx or .xlsx.",
    ),
    "R011": Entry(
        _E,
        "文件加了密码，无法读取。",
        "请打开原文件，在“另存为”或“文档加密”中去掉密码，保存后再上传。",
        "The file is protected by a password.",
        "Open the original, take the password off and save it again.",
    ),
    "R012": Entry(
        _E,
        "文件已损坏，无法打开。",
        "请重新下载或用 WPS、Word、Excel 打开原文件修复后另存，再上传。",
        "The file is damaged and cannot be opened.",
        "Fetch it again, or repair it in an office program and save it anew.",
    ),
    "R013": Entry(
        _E,
        "文件解压后超过 {limit} MB，没有读取。",
        "请只保留计划正文，删去图片、附件和空白行列，另存后再上传。",
        "Unpacked, the file exceeds {limit} MB; it was not read.",
        "Keep the plan itself, remove pictures, attachments and empty rows, and save it again.",
    ),
    "R014": Entry(
        _E,
        "文件里没有文字，可能只有图片。",
        "请上传带文字的版本，或把图片另存后按扫描件上传。",
        "There is no text in the file, perhaps only pictures.",
        "Hand in a version with text, or its pictures as a scan.",
    ),
    "R015": Entry(
        _E,
        "表格超过 {limit} 个单元格，没有读取。",
        "请只保留计划本身的表格，删去明细和空白行列，另存后再上传。",
        "The tables hold more than {limit} cells; they were not read.",
        "Keep the tables of the plan itself and save it again.",
    ),
    "R016": Entry(
        _E,
        "网页过于庞杂（超过 {limit} 个标签），没有读取。",
        "请只把计划正文复制到 Word 文档中，保存后再上传。",
        "The page holds more than {limit} tags; it was not read.",
        "Copy the plan itself into a document and hand that in.",
    ),
    "R018": Entry(
        _E,
        "这是数据表，不是计划：条目、数字和名单过多过密，没有读取。",
        "请确认选对了文件；计划很长时，请按部门或章节拆分后再上传。",
        "This is a table of data, not a plan: too many lines, numbers and names, packed too closely. It was not read.",
        "Check that it is the right file; split a very long plan by department or chapter.",
    ),
    "R020": Entry(
        _W,
        "文字是从扫描件或图片中识别出来的，可能有错字、漏字。",
        "请对照原件核对，特别是数字、单位和姓名；有电子版时请改用电子版。",
        "The text was recognized from scanned pages and may hold misread characters.",
        "Compare it with the original, above all figures, units and names; use the electronic version if there is one.",
    ),
    "R021": Entry(
        _E,
        "这是扫描件或图片，没有可读取的文字，而本机没有安装文字识别组件。",
        "请上传带文字的版本（.docx、.pdf、.txt）；或由管理员按 docs/formats.md 安装识别组件（离线可用）。",
        "These are scanned pages, and text recognition is not installed here.",
        "Hand in a version with text, or install the extra luoshi[ocr] as docs/formats.md says; it works offline.",
    ),
    "R022": Entry(
        _W,
        "第 {pages} 页是图片，没有读取其中的文字。",
        "请核对这些页是否有计划内容；如有，请上传带文字的版本，或由管理员安装文字识别组件（见 docs/formats.md）。",
        "Pages {pages} are pictures; what is written on them was not read.",
        "Check whether they belong to the plan; if so hand in a version with text or install the extra luoshi[ocr].",
    ),
    "R023": Entry(
        _E,
        "这个旧版 Word（.doc）或 WPS 文字（.wps）文件无法直接读取。",
        "请用 WPS 或 Word 打开，选择“另存为 docx”，再上传新文件。",
        "This legacy Word (.doc) or WPS (.wps) file cannot be read.",
        "Open it in WPS or Word, save it as .docx and hand in that.",
    ),
    "R024": Entry(
        _E,
        "文字超过 {limit} 万字，没有读取。",
        "请只保留计划正文，删去附件，另存后再上传。",
        "The text exceeds {limit} times ten thousand characters; it was not read.",
        "Keep the plan itself and save it again.",
    ),
    "R025": Entry(
        _W,
        "识别出的“{unit}”可能是“㎡”（平方米）。",
        "请对照原件；如果是平方米，请改为“㎡”。",
        "The recognized `{unit}` may stand for ㎡ (square metres).",
        "Compare it with the original.",
    ),
    "R026": Entry(
        _W,
        "这个旧版 Word 文件里有自动编号，编号没有读出来。",
        "请用 WPS 或 Word 打开，选择“另存为 docx”，再上传新文件。",
        "This legacy Word file numbers its items automatically; those numbers were not read.",
        "Open it in WPS or Word, save it as .docx and hand in that.",
    ),
    "R027": Entry(
        _E,
        "第 {pages} 页像是没有框线的表格，只能逐行读取，各栏的文字会混在一起。",
        "请上传这份文件的 Word 或 Excel 版本，或给表格加上框线后重新导出。",
        "Page {pages} seems to hold a table without ruling lines; it was read line by line, which mixes its columns.",
        "Hand in the document as Word or Excel, or give the table ruling lines.",
    ),
    "O001": Entry(
        _E,
        "没有找到任务：正文里没有带编号的条目。",
        "请确认文件是工作计划，且条目前有“1.”“一、”等编号。",
        "No tasks found: nothing in the text is numbered.",
        "Check that it is a plan whose items carry numbers.",
    ),
    "O002": Entry(
        _W,
        "编号不连续：{before} 之后是 {after}，缺 {missing}。",
        "请对照印发的原件，确认是原文漏号还是文本丢失。",
        "Numbers skip: {after} follows {before}; {missing} is missing.",
        "Compare with the printed document.",
    ),
    "O003": Entry(
        _I,
        "网站附加的文字不是计划正文，未读入：“{text}…”",
        "无需处理。",
        "Boilerplate of a web site left out: “{text}…”",
        "Nothing to do.",
    ),
    "O004": Entry(
        _E,
        "编号 {number} 重复：另一处在第 {line} 行第 {column} 列。",
        "请核对原件，改正其中一处编号后重新上传。",
        "Number {number} stands twice: also in line {line}, column {column}.",
        "Correct one of the two numbers.",
    ),
    "O005": Entry(
        _W,
        "文首没有标题行。",
        "不影响读取；计划名称按年度和地区生成。",
        "There is no title line.",
        "Nothing to do; the plan is named after year and place.",
    ),
    "O006": Entry(
        _W,
        "这一条没有编号。",
        "已按单独一项任务读取；请对照原件确认是否漏印编号。",
        "This item has no number.",
        "It was read as a task of its own; compare with the printed document.",
    ),
    "O007": Entry(
        _W,
        "没有找到任务：正文里没有带编号的条目，但有目标。",
        "可以查看读出的目标；要发布为计划，请上传列出任务和责任单位的文件。",
        "No tasks found: nothing in the text is numbered, but there are targets.",
        "The targets can be looked at; to publish a plan, bring the document that lists its tasks.",
    ),
    "L001": Entry(
        _W,
        "任务 {number} 的责任标签写作“{label}”，其他任务写作“{usual}”。",
        "已按“{usual}”理解，请确认。",
        "Task {number} labels its duty “{label}”, others “{usual}”.",
        "It was read as “{usual}”; please confirm.",
    ),
    "L002": Entry(
        _W,
        "任务 {number} 在“{label}”前用了“{separator}”，其他任务用“{usual}”。",
        "已正常读取，请确认两个责任项没有混淆。",
        "Task {number} has “{separator}” before “{label}”, others “{usual}”.",
        "It was read; please confirm.",
    ),
    "L003": Entry(
        _W,
        "任务 {number} 没有写协同单位。",
        "如原件确无协同单位，无需处理。",
        "Task {number} names no cooperating unit.",
        "Compare with the printed document.",
    ),
    "L004": Entry(
        _W,
        "任务 {number} 没有写责任单位。",
        "请对照原件，补充牵头单位。",
        "Task {number} names no unit that answers.",
        "Compare with the printed document.",
    ),
    "L005": Entry(
        _I,
        "原文说明：“{text}”。",
        "单位顺序按原文保留，第一位为牵头单位。",
        "The text says how to read its lists: “{text}”.",
        "Units keep their printed order; the first one leads.",
    ),
    "L006": Entry(
        _I,
        "第 {section} 部分只在末尾或标题处写了责任单位，已用于该部分的各项任务。",
        "请对照原件确认。",
        "Section {section} names who answers once, for all its items.",
        "Compare with the printed document.",
    ),
    "L007": Entry(
        _I,
        "“{printed}”是省略的写法，已按“{name}”理解。",
        "请确认单位全称。",
        "“{printed}” is short for “{name}” and was read so.",
        "Please confirm the full name.",
        0.9,
    ),
    "L008": Entry(
        _W,
        "“{printed}”只出现一次，与出现 {times} 次的“{usual}”只差一字。",
        "请确认是不是同一单位；如是，请采用“{usual}”。",
        "“{printed}” stands once and differs in one character from “{usual}”, which stands {times} times.",
        "If it is the same unit, take “{usual}”.",
        0.7,
    ),
    "T001": Entry(
        _W,
        "目标的指标名称读作“{metric}”，可能不完整或多读了字。",
        "请对照原文改正指标名称。",
        "The measure of this target was read as “{metric}”, which may be too little or too much.",
        "Compare with the text and correct the measure's name.",
        0.7,
    ),
    "T002": Entry(
        _W,
        "“{metric}”有两个数：这里是 {value}，第 {line} 行第 {column} 列是 {other}。",
        "请核对是否写错，或确认两处不是同一指标。",
        "“{metric}” has two figures: {value} here, {other} in line {line}, column {column}.",
        "Check whether one is wrong, or the two measure different things.",
        0.6,
    ),
    "T003": Entry(
        _W,
        "完成时限 {day} 早于计划年度 {year} 年。",
        "请核对年份；如果是对以往工作的叙述，请删去这一目标。",
        "The deadline {day} lies before the plan's year {year}.",
        "Check the year; if the text tells of earlier work, drop the target.",
        0.8,
    ),
    "T004": Entry(
        _I,
        "“{text}”有数字和单位，但没有读成目标。",
        "如果是要完成的数量，请补录为目标；如果是名称、标准或对象的说明，无需处理。",
        "“{text}” has a number and a unit, but was read as no target.",
        "If it is to be reached, add it as a target; nothing to do if it names or describes something.",
        0.3,
    ),
    "T005": Entry(
        _W,
        "前后两个数的大小颠倒：{low}、{high}。",
        "请对照原件核对两个数。",
        "The two figures are the wrong way round: {low}, {high}.",
        "Compare both figures with the print.",
        0.9,
    ),
    "T006": Entry(
        _W,
        "“{metric}”为 {value}，超过 100%。",
        "请对照原件核对数字。",
        "“{metric}” is {value}, more than the whole.",
        "Compare the figure with the print.",
        0.8,
    ),
    "T007": Entry(
        _W,
        "日历上没有“{text}”这一天。",
        "请对照原件核对日期；这一时限没有读入。",
        "No calendar has the day “{text}”.",
        "Compare with the print; this deadline was not read.",
        0.9,
    ),
    "C001": Entry(
        _W,
        "正文没有写明年度。",
        "请在上传时填写年度（命令行用 --year 指定）。",
        "The text does not name its year.",
        "Give it with --year or on the upload page.",
    ),
    "C002": Entry(
        _I,
        "正文没有写明年度，按成文日期取 {year} 年。",
        "如不对，请在上传时填写年度（命令行用 --year 指定）。",
        "The text does not name its year; the day it was signed gives {year}.",
        "If that is wrong, give the year with --year or on the upload page.",
    ),
    "D001": Entry(
        _W,
        "疑似缺字：“{printed}”可能是“{restored}”。",
        "原文不改动；请对照原件确认。",
        "Characters were probably lost: “{printed}” may be “{restored}”.",
        "The source is not changed; compare with the print.",
        0.9,
    ),
}


FIXES: Final[Mapping[str, tuple[str, str]]] = {
    "restore": ("补上缺字", "Put the lost characters back"),
    "label": ("改用通用的责任标签", "Take the usual label"),
    "separator": ("改用通用的分隔符", "Take the usual separator"),
    "name": ("写全单位名称", "Take the full name"),
    "spelling": ("统一单位名称", "Take the usual spelling"),
}
"""What each kind of fix does, in Chinese and English."""


SEVERITIES: Final[Mapping[str, Mapping[Severity, str]]] = {
    "zh": {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"},
    "en": {each: each.value for each in Severity},
}


def finding(
    code: str,
    span: Span | None = None,
    *,
    confidence: float | None = None,
    fix: Fix | None = None,
    **params: str,
) -> Diagnostic:
    """A finding with its catalogue's severity, and its confidence where none is given."""
    entry = CATALOGUE[code]
    return Diagnostic(
        code=code,
        severity=entry.severity,
        span=span,
        params=params,
        confidence=entry.confidence if confidence is None else confidence,
        fix=fix,
    )


def message(diagnostic: Diagnostic, *, language: str = "zh") -> str:
    """What was found, in ``zh`` or ``en``. Raises ``KeyError`` for an unknown code."""
    entry = CATALOGUE[diagnostic.code]
    return (entry.en if language == "en" else entry.zh).format(**diagnostic.params)


def hint(diagnostic: Diagnostic, *, language: str = "zh") -> str:
    """What to do about it, in ``zh`` or ``en``."""
    entry = CATALOGUE[diagnostic.code]
    return (entry.en_hint if language == "en" else entry.zh_hint).format(**diagnostic.params)
