import pytest
from django.http import HttpResponse
from django.urls import path

from careloop.kit.numbering import draw, draw_gapless, kind_of, kinds, model_of, page_of, register
from careloop.kit.numbering.models import Series

urlpatterns = [path("series/<str:number>/", lambda request, number: HttpResponse(number), name="series")]


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    register("QA", "numbering.Series", "series", "Series")


@pytest.mark.urls(__name__)
def test_a_number_leads_to_its_page_and_model():
    assert page_of("QA26-NB-000123") == "/series/QA26-NB-000123/"
    assert page_of("qa26-nb-000123") == "/series/QA26-NB-000123/"
    assert model_of("QA26-NB-000123") is Series
    assert kind_of("QA26-NB-000123").label == "Series"


@pytest.mark.parametrize("text", ["QB26-NB-000123", "QA26-NB", "", "../etc/passwd"])
def test_what_nobody_registered_has_no_page(text):
    assert page_of(text) is None
    assert model_of(text) is None
    assert kind_of(text) is None


def test_two_records_cannot_share_a_kind():
    with pytest.raises(ValueError, match=r"already numbers numbering\.Series"):
        register("QA", "service.Case", "case", "Case")
    assert model_of("QA26-NB-000123") is Series


def test_a_kind_is_drawn_in_one_way_only():
    register("QI", "numbering.Series", "series", "Invoice", gapless=True)
    with pytest.raises(ValueError, match="draw_gapless"):
        draw("QI", "NB", 2026)
    with pytest.raises(ValueError, match="with draw"):
        draw_gapless("QA", "NB", 2026)
