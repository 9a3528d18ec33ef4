from collections.abc import Mapping

from django.utils.translation import get_language

# A reader of one Chinese script reads the other more easily than a foreign language.
FALLBACKS = {
    "zh-hans": ("zh-hant", "en"),
    "zh-hant": ("zh-hans", "en"),
    "es": ("en",),
    "en": ("es",),
}


def say(names: Mapping[str, str] | str | None, language: str | None = None) -> str:
    """The name in `language` (default: the active one), or in the nearest language that has it."""
    if not names:
        return ""
    if isinstance(names, str):
        return names
    wanted = language or get_language() or "en"
    for code in (wanted, *FALLBACKS.get(wanted, ("en",))):
        if names.get(code):
            return names[code]
    return next((name for name in names.values() if name), "")
