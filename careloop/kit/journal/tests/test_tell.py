from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from careloop.kit.journal import tell
from careloop.kit.journal.sentences import persons_in, say

AT = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)


def said(value, language="en", zone="Asia/Shanghai", people=None) -> str:
    with translation.override(language), timezone.override(ZoneInfo(zone)):
        return say(tell.plain(value), people or {})


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Thu 24 Sep 2026, 16:30"), ("zh-hans", "2026-09-24 周四 16:30")],
)
def test_moments_as_the_language_writes_them(language, text):
    assert said(tell.moment(AT), language) == said(AT, language) == text


def test_moments_in_the_readers_time_zone():
    assert said(AT, "zh-hans", "Europe/Madrid") == "2026-09-24 周四 10:30"


def test_spans_name_the_day_once():
    assert said(tell.span(AT, AT + timedelta(hours=2)), "zh-hans") == "2026-09-24 周四 16:30–18:30"
    assert (
        said(tell.span(AT, AT + timedelta(days=1)), "zh-hans")
        == "2026-09-24 周四 16:30 – 2026-09-25 周五 16:30"
    )


def test_labels_are_kept_untranslated_and_said_translated():
    with translation.override("zh-hans"):
        kept = tell.word(gettext_lazy("Monday"))
    assert kept == tell.plain(gettext_lazy("Monday")) == {"~": "word", "word": "Monday"}
    assert said(kept, "zh-hans") == "星期一"
    assert said(kept, "es") == "lunes"


def test_labels_with_a_context():
    kept = tell.word(pgettext_lazy("alt. month", "May"), "alt. month")
    assert said(kept, "es") == "mayo"
    assert said(kept, "en") == "May"


def test_people_by_the_name_of_today():
    kept = {"technician": tell.person(12, "Zhao Min"), "crew": [tell.person(13, "Wu")]}
    assert persons_in(kept) == {12, 13}
    assert said(kept["technician"], people={12: "Zhao-Berg Min"}) == "Zhao-Berg Min"
    assert said(kept["technician"]) == "Zhao Min"


def test_changes_old_to_new():
    assert said(tell.change("B", "A")) == "B → A"
    assert said(tell.change(None, gettext_lazy("Monday")), "es") == "– → lunes"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"), ("", "–"), (0, "0"), (True, "yes"), (False, "no"), (1.5, "1.5"),
        ([1, 2], "1, 2"), ([], "–"), ({"a": 1}, "a: 1"), (date(2026, 9, 24), "24 Sep 2026"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=90), "1 h 30 min"), (timedelta(hours=6), "6 hours"),
        (tell.names({"en": "Washer", "zh-hans": "洗衣机"}), "Washer"),
    ],
)  # fmt: skip
def test_plain_values(value, text):
    assert said(value) == text


def test_what_nobody_could_read_back_is_refused():
    with pytest.raises(TypeError, match="cannot tell"):
        tell.plain({"row": object()})
    with pytest.raises(ValueError, match="time zone"):
        tell.moment(datetime(2026, 9, 24))
