"""Events in words. Every verb that an action records has its wording here; a test holds that."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luoshi.core.models import Event

VERBS: dict[str, Promise] = {
    "account.opened": _("开通账号"),
    "account.signed_in": _("登录"),
    "account.sign_in_failed": _("登录失败"),
    "account.password_reset": _("重置密码"),
    "account.enabled": _("启用账号"),
    "account.disabled": _("停用账号"),
    "account.joined_unit": _("加入单位"),
    "account.follows_person": _("关联领导"),
    "roster.imported": _("导入名册"),
    "unit.opened": _("登记单位"),
    "unit.corrected": _("改正单位信息"),
    "unit.renamed": _("单位更名"),
    "unit.named": _("登记别名"),
    "unit.name_removed": _("删除别名"),
    "unit.ended": _("停用单位"),
    "unit.reopened": _("恢复单位"),
    "group.opened": _("登记单位集合"),
    "group.ruled": _("设定成员规则"),
    "group.listed": _("设定成员名单"),
    "group.documented": _("登记设立文件"),
    "post.given": _("登记任职"),
    "post.corrected": _("改正任职"),
    "post.ended": _("结束任职"),
    "jurisdiction.coded": _("设定行政区划代码"),
    "divisions.imported": _("导入区划代码表"),
    "document.received": _("上传文件"),
    "document.read": _("读取文件"),
    "document.failed": _("读取失败"),
    "plan.published": _("发布计划"),
    "plan.adjusted": _("调整计划"),
    "review.settled": _("处理存疑"),
    "review.undone": _("撤销处理"),
    "review.renewed": _("重新核对名称"),
    "review.corrected": _("改正读取结果"),
    "review.added": _("补录"),
    "review.dropped": _("删去"),
    "review.split": _("拆分"),
    "review.merged": _("合并"),
    "reading.reported": _("填报数据"),
    "reading.confirmed": _("确认数据"),
    "reading.returned": _("退回数据"),
    "reading.accepted": _("核定数据"),
    "reading.sent_back": _("核查退回数据"),
    "target.shared": _("设定分报方式"),
    "target.bound": _("绑定台账指标"),
    "target.unbound": _("改由单位填报"),
    "register.opened": _("启用台账"),
    "register.renewed": _("更新台账类型"),
    "record.opened": _("登记台账记录"),
    "record.changed": _("更新台账记录"),
    "record.moved": _("台账记录流转"),
    "record.corrected": _("更正台账记录"),
    "record.withdrawn": _("撤销台账记录"),
    "records.imported": _("导入台账记录"),
    "import.received": _("收到台账工作簿"),
    "import.rechecked": _("重新核对台账工作簿"),
    "import.confirmed": _("确认导入台账工作簿"),
    "support.reported": _("填报协同情况"),
    "support.rated": _("评价协同情况"),
    "rules.chosen": _("选用亮灯规则"),
    "schedule.proposed": _("提出序时安排"),
    "schedule.agreed": _("确认序时安排"),
    "schedule.changed": _("调整序时安排"),
}


SUBJECTS: dict[str, Promise] = {
    "core.user": _("账号"),
    "core.jurisdiction": _("地区"),
    "organization.roster": _("名册"),
    "organization.unit": _("单位"),
    "organization.group": _("单位集合"),
    "organization.post": _("任职"),
    "plans.document": _("计划文件"),
    "plans.plan": _("计划"),
    "plans.planversion": _("计划版本"),
    "progress.reading": _("填报数据"),
    "progress.lightrules": _("亮灯规则"),
    "progress.schedule": _("序时安排"),
    "progress.support": _("协同情况"),
    "progress.rating": _("协同评价"),
    "progress.source": _("取数来源"),
    "registers.register": _("台账"),
    "registers.record": _("台账记录"),
    "registers.import": _("台账工作簿"),
}


def subject(event: Event) -> str:
    """What it was done to: its kind in the reader's language, and its number."""
    return f"{SUBJECTS[event.subject_type]} {event.subject_id}"


def worded(event: Event) -> str:
    """What was done, in the reader's language."""
    return str(VERBS[event.verb])


def doer(event: Event) -> str:
    """Who did it; the system itself where nobody signed in did."""
    return str(event.actor) if event.actor else str(_("系统"))
