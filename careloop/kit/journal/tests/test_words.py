import pytest
from django.utils.translation import gettext_lazy

from careloop.kit.journal import words


@pytest.fixture(autouse=True)
def own_words(monkeypatch):
    monkeypatch.setattr(words, "_sentences", {})


def test_a_word_is_told_in_its_sentence():
    words.register("service.order.dispatch", gettext_lazy("%(who)s gave the order to %(technician)s."))
    told = {"technician": "Zhao"}
    sentence = words.sentence_of("service.order.dispatch", {"who": "Li"} | told, told)
    assert sentence == "Li gave the order to Zhao."


def test_a_word_without_a_sentence_is_told_plainly():
    assert words.sentence_of("x.y.z", {"who": "Li"}, {}) == "x.y.z"
    assert words.sentence_of("x.y.z", {}, {"zone": "town", "n": "2"}) == "x.y.z (zone: town, n: 2)"


def test_an_old_row_without_a_newer_parameter_shows_a_gap():
    words.register("x.y.z", "Given to %(technician)s in %(zone)s.")
    assert words.sentence_of("x.y.z", {"zone": "town"}, {}) == "Given to … in town."


@pytest.mark.parametrize("slip", ["100 % of %(n)s", "%(n)d pieces", "%(n", "%s"])
def test_a_slip_in_a_translation_does_not_take_the_page_away(slip):
    words.register("x.y.z", slip)
    assert words.sentence_of("x.y.z", {"n": "two"}, {"n": "two"}) == "x.y.z (n: two)"


def test_a_percent_sign_in_a_value_stays():
    words.register("x.y.z", "%(who)s wrote: %(text)s")
    assert words.sentence_of("x.y.z", {"who": "Li", "text": "100 %(who)s"}, {}) == "Li wrote: 100 %(who)s"
