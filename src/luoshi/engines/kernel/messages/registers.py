"""What can be wrong in a pack, in a record's values and in a move."""

from collections.abc import Mapping

REGISTERS: Mapping[str, tuple[str, str]] = {
    # --- what can be wrong in a pack file -------------------------------------------------------
    "error.not-truth": ("此处应为true或false。", "true or false is needed here."),
    "remedy.not-truth": ("请填写true或false,不加引号。", "Write true or false, without quotes."),
    "error.not-version": ("版本应为1以上的整数。", "A version is a whole number from 1 on."),
    "remedy.not-version": ("首版写1,以后每次加1。", "The first is 1; add 1 each time."),
    "error.not-days": ("时限应为1到3660的整数（日）。", "A time limit is a whole number of days, 1 to 3660."),
    "remedy.not-days": ("请填写天数。", "Write the number of days."),
    "error.limit-or-field": (
        "时限要么写days,要么写field。",
        "A limit has either days, or a field.",
    ),
    "remedy.limit-or-field": (
        "按天数计的写days、count、since;按日期字段计的只写field。",
        "For a number of days use days, count and since; for a date in a field use field alone.",
    ),
    "error.state-unreachable": ("没有流转能到达状态“{state}”。", 'No move leads to the state "{state}".'),
    "remedy.state-unreachable": (
        "请补一条到达它的流转，或删去它。",
        "Add a move that leads to it, or remove it.",
    ),
    "error.state-dead-end": (
        "状态“{state}”不是终点，却没有流转离开它。",
        'The state "{state}" is not final, yet no move leads out of it.',
    ),
    "remedy.state-dead-end": (
        "请补一条离开它的流转，或写明final: true。",
        "Add a move that leaves it, or say final: true.",
    ),
    "error.option-unfit": (
        "{type}类型的字段不能有“{option}”。",
        'A field of type {type} cannot have "{option}".',
    ),
    "remedy.option-unfit": ("请删去它，或改用别的类型。", "Remove it, or choose another type."),
    "error.compare-or-need": (
        "一条校验要么写left、op、right,要么写when、needs。",
        "A check has left, op and right, or when and needs.",
    ),
    "remedy.compare-or-need": ("请保留其中一种写法。", "Keep one of the two."),
    "error.one-kind": (
        "一个指标要在count、sum、distinct、ratio中写且只写一个。",
        "A metric has exactly one of count, sum, distinct and ratio.",
    ),
    "remedy.one-kind": ("请只保留一个。", "Keep one of them."),
    "error.one-selection": (
        "一个指标要在reached、in中写且只写一个。",
        "A metric has exactly one of reached and in.",
    ),
    "remedy.one-selection": (
        "数期间内到达某状态的写reached,数当前处于某状态的写in。",
        "Use reached for records that came to a state in the period, in for those that are in it.",
    ),
    "error.ratio-selects": (
        "ratio由两个指标算出，不另选记录。",
        "A ratio is made of two metrics and selects nothing.",
    ),
    "remedy.ratio-selects": (
        "请把条件写到part和whole所指的指标中。",
        "Put the conditions into the metrics that part and whole name.",
    ),
    "error.is-or-within": ("一个条件要么写is,要么写from、to。", "A condition has either is, or from and to."),
    "remedy.is-or-within": ("请保留其中一种写法。", "Keep one of the two."),
    "error.not-numeric": ("“{field}”不是数字字段，不能比大小。", '"{field}" holds no number to compare.'),
    "remedy.not-numeric": ("请改用is。", "Use is."),
    # --- values ---------------------------------------------------------------------------------
    "value.missing": ("必须填写。", "This is needed."),
    "value.long": (
        "最多{longest}个字，现有{length}个。",
        "At most {longest} characters; there are {length}.",
    ),
    "value.number": (
        "“{said}”不是数字，请只填数字，最多6位小数。",
        '"{said}" is no number; write digits only, at most 6 decimals.',
    ),
    "value.unit": (
        "应以“{unit}”计，“{said}”的单位不能换算，请核对。",
        '"{said}" is in a unit that does not convert to {unit}; please check.',
    ),
    "value.other-unit": (
        "应以“{unit}”计，“{said}”合{right}{unit},请改填{right}。",
        '"{said}" is {right} {unit}; please write {right}.',
    ),
    "value.range": ("{said}不在{range}之内。", "{said} is not within {range}."),
    "value.date": (
        "“{said}”不是日期，请按2022-06-30的样子填写。",
        '"{said}" is no day; write it like 2022-06-30.',
    ),
    "value.choice": (
        "没有“{said}”这一项，可填：{allowed}。",
        '"{said}" is not on offer; choose from: {allowed}.',
    ),
    "value.unknown-unit": (
        "本地单位名册中没有“{said}”，请核对名称或先在“单位”中登记。",
        'The roster has no unit "{said}"; check the name, or enter it in the roster first.',
    ),
    "value.several-units": (
        "“{said}”可能指多个单位：{names}，请写全称。",
        '"{said}" may mean several units: {names}; write the full name.',
    ),
    "value.unknown-link": (
        "“{register}”中没有编号为“{said}”的记录。",
        'There is no record "{said}" in {register}.',
    ),
    "check.failed": ("{message}", "{message}"),
    # --- moves ----------------------------------------------------------------------------------
    "move.wrong-state": (
        "当前状态是“{state}”，不能办理“{move}”。请刷新后再看。",
        'The record is in the state "{state}"; "{move}" is not possible. Please load it again.',
    ),
    "move.not-yours": ("您不能办理“{move}”。", '"{move}" is not yours to make.'),
    "move.needs": ("请先填写“{field}”。", 'Fill in "{field}" first.'),
    "move.too-early": (
        "日期{day}早于进入当前状态的{since}。",
        "{day} comes before {since}, when the present state was entered.",
    ),
    "move.overdue": (
        "应于{due}前办结，已逾期{late}天，请写明原因。",
        "It was due by {due} and is {late} days late; say why.",
    ),
    "move.reason": ("办理“{move}”须写明原因。", '"{move}" needs a reason.'),
}
