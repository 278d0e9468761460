"""What sort of body a name speaks of. Pure: no database, no clock."""

import re
from enum import StrEnum


class UnitKind(StrEnum):
    """The sort of a unit, as a person set it or as its last words make it likely."""

    COURT = "court"
    STATE_COMPANY = "state_company"
    COMPANY = "company"
    COMMUNITY = "community"
    RESIDENTS_COMMITTEE = "residents_committee"
    SUBDISTRICT = "subdistrict"
    WORKING_GROUP = "working_group"
    VERTICAL_AGENCY = "vertical_agency"
    MASS_ORGANIZATION = "mass_organization"
    GOVERNMENT = "government"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    INSTITUTION = "institution"
    DEPARTMENT = "department"
    OTHER = "other"


KIND_RULES: tuple[tuple[UnitKind, re.Pattern[str]], ...] = (
    (UnitKind.COURT, re.compile(r"(法院|检察院)$")),
    (
        UnitKind.VERTICAL_AGENCY,
        re.compile(r"(人民银行|人行|央行).{0,12}(分行|支行|管理部|营管部|办事处)$"),
    ),
    (
        UnitKind.COMPANY,
        re.compile(r"(银行|保险公司|证券公司).{0,12}(分行|办事处|办公室|营业部|分公司)$"),
    ),
    (
        UnitKind.COMPANY,
        re.compile(
            r"(银行|支行|(供电|电力|电网|自来水|燃气|热力|电信|移动|联通|铁塔|广电|有线|石油|石化|保险|人寿|财险|邮政|烟草)(分|集团)?公司)$"
        ),
    ),
    (UnitKind.STATE_COMPANY, re.compile(r"(公司|集团)$")),
    (
        UnitKind.WORKING_GROUP,
        re.compile(r"(领导小组|工作小组|工作组|协调小组|指挥部|专班|工作机制|联席会议)(办公室|办)?$"),
    ),
    (UnitKind.RESIDENTS_COMMITTEE, re.compile(r"(社居委|居委会|村委会|居民委员会|村民委员会)$")),
    (UnitKind.COMMUNITY, re.compile(r"(社区管委会|社区管理委员会|社区中心|社区)$")),
    (UnitKind.SUBDISTRICT, re.compile(r"(街道|街道办|街道办事处|(镇|乡)(人民政府|政府)?|街办)$")),
    (
        UnitKind.VERTICAL_AGENCY,
        re.compile(
            r"(分局|税务局|大队|支队|总队|海关|气象局|邮政管理局|烟草局|烟草专卖局|供电局|调查队|(银保监|银监|保监|证监|外汇管理|通信管理|海事|铁路|铁路监督管理|民航监管|地震)(局|部))$"
        ),
    ),
    (
        UnitKind.MASS_ORGANIZATION,
        re.compile(r"(工会|团.?委|妇联|科协|残联|工商联|文联|红十字会|侨联|社科联|贸促会|商会)$"),
    ),
    (UnitKind.GOVERNMENT, re.compile(r"(政府|管委会|管理委员会)$")),
    (UnitKind.SCHOOL, re.compile(r"(学校|中学|小学|幼儿园|学院|大学|党校|职高)$")),
    (UnitKind.HOSPITAL, re.compile(r"(医院|卫生院|卫生服务中心|保健院)$")),
    (UnitKind.INSTITUTION, re.compile(r"(中心|研究院|研究所|图书馆|博物馆|文化馆|站|所)$")),
    (UnitKind.DEPARTMENT, re.compile(r"(局|委|委员会|办|办公室|部|厅|处|科)$")),
)
"""Tried in order; the first that fits. Companies of networks, fuels and money mostly belong to a higher
level or to nobody's government, so that they are not taken for the jurisdiction's own."""

GROUP_KINDS: tuple[tuple[re.Pattern[str], tuple[tuple[UnitKind, ...], ...]], ...] = (
    (re.compile(r"各?社区(管委会|管理委员会)?$"), ((UnitKind.COMMUNITY,),)),
    (re.compile(r"各?(社居委|居委会|村居|村\(社区\)|村、社区)$"), ((UnitKind.RESIDENTS_COMMITTEE,),)),
    (
        re.compile(r"(各|所有)?(镇街|街镇|街道|乡镇|镇|乡镇\(?街道\)?|街道\(?乡镇\)?|街乡镇?)(办事处)?$"),
        ((UnitKind.SUBDISTRICT,),),
    ),
    (re.compile(r"各街道、?各?社区$"), ((UnitKind.SUBDISTRICT, UnitKind.COMMUNITY),)),
    (
        re.compile(r"各[省市州盟区县旗]?(属|直|级)?(各|有关)?(职能)?(部门|局|委办局|委局)$"),
        ((UnitKind.DEPARTMENT,), (UnitKind.DEPARTMENT, UnitKind.VERTICAL_AGENCY)),
    ),
    (
        re.compile(r"^[省市州盟区县旗](属|直|级)各?部门$"),
        ((UnitKind.DEPARTMENT,), (UnitKind.DEPARTMENT, UnitKind.VERTICAL_AGENCY)),
    ),
    (re.compile(r"各?[省市州盟区县旗]?(属|直)?(国有|国资)(企业|公司)$"), ((UnitKind.STATE_COMPANY,),)),
    (re.compile(r"各?[省市州盟区县旗]?(属|直)?(中小)?学校$"), ((UnitKind.SCHOOL,),)),
    (
        re.compile(r"各?[省市州盟区县旗]?(属|直)?(医院|卫生院|医疗机构|医疗卫生机构)$"),
        ((UnitKind.HOSPITAL,),),
    ),
)
"""Collectives whose name says of which kinds their members are, and the rules that may be offered."""


def kind_of(name: str) -> UnitKind:
    """The kind of unit that a name without bracket speaks of."""
    return next((kind for kind, rule in KIND_RULES if rule.search(name)), UnitKind.OTHER)


def kinds_of_group(name: str) -> tuple[tuple[UnitKind, ...], ...]:
    """Rules that the name of a collective suggests, the likeliest first; empty where it says none."""
    return next((rules for form, rules in GROUP_KINDS if form.match(name)), ())
