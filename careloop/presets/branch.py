"""Regulation B: a company with headquarters, a service centre and branches.

The rule values of this regulation are the defaults in the `rules.py` of each domain, so a preset only holds
the posts with their rights and the working hours.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from careloop.kit.epochs.copy import move
from careloop.org.models import Calendar, Post, WeekPattern

WORKDAY = [["09:00", "12:00"], ["13:30", "18:00"]]
WEEK = {str(day): WORKDAY for day in range(6)}

SEE = ["service.see", "customers.see", "service.write", "org.person.see"]
REPORTS = ["service.reports"]

# code: names, capabilities (each explained in the permissions.py of its domain)
POSTS: list[tuple[str, dict[str, str], list[str]]] = [
    (
        "general_manager",
        {"en": "General manager", "zh-hans": "总经理", "zh-hant": "總經理", "es": "Director general"},
        [*SEE, *REPORTS, "rules.approve", "org.person.manage", "tasks.check"],
    ),
    (
        "service_manager",
        {
            "en": "After-sales manager",
            "zh-hans": "售后经理",
            "zh-hant": "售後經理",
            "es": "Gerente de posventa",
        },
        [
            *SEE,
            *REPORTS,
            "customers.see_phones",
            "service.assess",
            "service.answer_help",
            "service.pass_on",
            "service.end",
            "service.change_kind",
            "service.dispatch",
            "customers.merge",
            "customers.erase",
            "customers.change",
            "customers.contract.manage",
            "tasks.ask",
            "tasks.answer",
            "tasks.check",
            "catch_up",
        ],
    ),
    (
        "director",
        {"en": "Service director", "zh-hans": "服务主任", "zh-hant": "服務主任", "es": "Jefe de servicio"},
        [
            *SEE,
            *REPORTS,
            "customers.see_phones",
            "service.take_calls",
            "service.assess",
            "service.dispatch",
            "service.answer_help",
            "service.pass_on",
            "service.change_kind",
            "service.end",
            "tasks.ask",
            "tasks.answer",
            "tasks.check",
            "catch_up",
            "customers.change",
        ],
    ),
    (
        "clerk",
        {"en": "Call clerk", "zh-hans": "接线员", "zh-hant": "客服專員", "es": "Recepcionista de avisos"},
        [
            *SEE,
            *REPORTS,
            "customers.see_phones",
            "customers.change",
            "customers.import",
            "service.take_calls",
            "service.sign_off",
            "service.review",
            "service.inform",
            "service.end",
            "service.change_kind",
            "tasks.ask",
            "tasks.answer",
            "catch_up",
        ],
    ),
    (
        "technician",
        {"en": "Technician", "zh-hans": "技术员", "zh-hant": "技術員", "es": "Técnico"},
        ["service.see_own", "service.perform", "service.write", "customers.see_phones", "tasks.answer"],
    ),
    (
        "department_head",
        {
            "en": "Department head",
            "zh-hans": "部门负责人",
            "zh-hant": "部門主管",
            "es": "Responsable de departamento",
        },
        ["service.see", "tasks.answer", "tasks.ask", "service.write", "org.person.see"],
    ),
    (
        "administrator",
        {"en": "Administrator", "zh-hans": "系统管理员", "zh-hant": "系統管理員", "es": "Administrador"},
        [
            "org.person.see",
            "org.person.manage",
            "org.unit.manage",
            "org.calendar.manage",
            "org.token.issue",
            "catalog.manage",
            "customers.contract.manage",
            "customers.import",
            "customers.change",
            "customers.see",
            "service.see",
            "service.reports",
        ],
    ),
    (
        "auditor",
        {"en": "Auditor", "zh-hans": "审计员", "zh-hant": "稽核員", "es": "Auditor"},
        ["service.see", "customers.see", "service.reports", "org.person.see"],
    ),
]

CALENDAR = {
    "en": "Company hours",
    "zh-hans": "公司工作时间",
    "zh-hant": "公司工作時間",
    "es": "Horario de la empresa",
}


@transaction.atomic
def load(at: datetime) -> None:
    for order, (code, names, capabilities) in enumerate(POSTS):
        Post.objects.get_or_create(
            code=code, defaults={"names": names, "capabilities": capabilities, "order": order}
        )
    if not Calendar.objects.exists():
        calendar = Calendar.objects.create(names=CALENDAR, country=settings.COUNTRY)
        WeekPattern.objects.create(calendar=calendar, from_on=date(2000, 1, 1), week=WEEK)
    move("org")
