from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import TemplateDoesNotExist
from django.utils.translation import gettext_lazy

from careloop.kit.notices.params import pack, unpack
from careloop.kit.notices.text import demand_templates, preview

PARAMS = {
    "name": "Zhang Wei",
    "number": "SC26-NB-000123",
    "arrives_at": datetime(2026, 9, 24, 8, 30, tzinfo=UTC),
    "day": date(2026, 9, 27),
    "status": gettext_lazy("Monday"),
    "product": {"en": "Air conditioner", "zh-hans": "空调"},
    "price": Decimal("12.50"),
}


def test_english():
    text = preview("test.visit".replace(".", "/"), "en", PARAMS, zone="Asia/Shanghai")
    assert text.subject == "Sunday: Zhang Wei"
    assert text.body == "Zhang Wei, SC26-NB-000123\n16:30 Sunday Monday Air conditioner 12.50\n"


@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("es", "Domingo: Zhang Wei", "domingo Lunes Air conditioner"),
        ("zh-hans", "星期日: Zhang Wei", "星期日 星期一 空调"),
        ("zh-hant", "星期日: Zhang Wei", "星期日 星期一 空调"),
    ],
)
def test_other_languages_and_zones(language, subject, words):
    text = preview("test/visit", language, PARAMS, zone="Europe/Madrid")
    assert text.subject.lower() == subject.lower()
    assert "10:30" in text.body
    for word in words.lower().split():
        assert word in text.body.lower()


@pytest.mark.parametrize(
    "typed", ["{{ 7|add:7 }}", "{% load os %}", "<b>&amp;</b>", "<c-button>", "{#", "😀 العربية"]
)
def test_what_a_customer_typed_is_neither_run_nor_changed(typed):
    assert preview("test/visit", "en", {**PARAMS, "name": typed}).body.startswith(f"{typed}, SC26")


def test_a_line_break_in_a_name_cannot_add_a_mail_header():
    assert (
        preview("test/visit", "en", {"name": "x\r\nBcc: all@example.com"}).subject
        == "Sunday: x Bcc: all@example.com"
    )


def test_parameters_come_back_as_they_went():
    assert unpack(pack({**PARAMS, "product": "a", "status": None, "list": [1, date(2026, 1, 1)]})) == {
        **PARAMS,
        "product": "a",
        "status": None,
        "list": [1, date(2026, 1, 1)],
    }


def test_what_cannot_be_carried_is_refused():
    with pytest.raises(TypeError, match="cannot carry a object"):
        pack({"thing": object()})


def test_a_notice_without_templates_is_refused():
    with pytest.raises(TemplateDoesNotExist):
        demand_templates("test/nothing")
