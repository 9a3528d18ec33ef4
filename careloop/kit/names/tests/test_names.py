import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from careloop.kit.names import NamesField, say

WASHER = {"en": "Washing machine", "zh-hans": "洗衣机", "es": "Lavadora"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Washing machine"), ("zh-hans", "洗衣机"), ("zh-hant", "洗衣机"), ("es", "Lavadora")],
)
def test_said_in_the_readers_language_or_the_nearest(language, said):
    with translation.override(language):
        assert say(WASHER) == said


def test_any_name_is_better_than_none():
    assert say({"es": "Nevera"}, "zh-hans") == "Nevera"
    assert say({}, "en") == ""


def test_unknown_languages_are_refused():
    with pytest.raises(ValidationError):
        NamesField().validate({"xx": "?"}, None)
