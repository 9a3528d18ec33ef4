"""The dictionary of the trade (docs/words.md) is whole, and the catalogues and masters keep to it."""

import re
from importlib import import_module
from pathlib import Path

import polib
import pytest

from careloop import presets
from tests.house.house import ROOT, Found, tell
from tests.house.scripts import in_the_wrong_script

LANGUAGES = ("zh_Hans", "zh_Hant", "es")
DO = "Say it as docs/words.md says it, or change the word there and everywhere."
BAD = 'zh_Hant: msgid "Warranty"  msgstr "保修"'
GOOD = 'zh_Hant: msgid "Warranty"  msgstr "保固"'

Terms = dict[str, dict[str, str]]


def dictionary(root: Path = ROOT) -> tuple[Terms, dict[str, str]]:
    """The terms by their English word, and what 繁體 does not say with what it says instead."""
    terms: Terms = {}
    instead: dict[str, str] = {}
    for line in (root / "docs" / "words.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if len(cells) == 5 and cells[0] != "English" and not cells[0].startswith("---"):
            assert cells[0] not in terms, f"{cells[0]} stands twice in docs/words.md"
            terms[cells[0]] = dict(zip((*LANGUAGES, "meaning"), cells[1:], strict=True))
        elif len(cells) == 2 and cells[0] != "not" and not cells[0].startswith("---"):
            instead[cells[0]] = cells[1]
    return terms, instead


def not_whole(terms: Terms) -> list[Found]:
    found = []
    for english, said in terms.items():
        found += [Found(english, f"has no {part}") for part, word in said.items() if not word]
        for language in LANGUAGES:
            if strange := in_the_wrong_script(said[language], language):
                found.append(Found(english, f"{language} holds letters of the other script: {strange}"))
    return found


def other_words(
    catalogue: list[polib.POEntry], language: str, terms: Terms, instead: dict[str, str]
) -> list[Found]:
    """Entries that are a term and say it otherwise, or that say in 繁體 what is not said there."""
    wanted = {english.casefold(): said[language] for english, said in terms.items()}
    found = []
    for entry in catalogue:
        word = wanted.get(entry.msgid.casefold())
        # Where a context sets an entry apart, it means something else.
        if word and not entry.msgctxt and entry.msgstr and entry.msgstr.casefold() != word.casefold():
            found.append(Found(f"{language} “{entry.msgid}”", f"is “{entry.msgstr}”, the word is “{word}”"))
        if language == "zh_Hant":
            told = " ".join([entry.msgstr, *entry.msgstr_plural.values()])
            found += [
                Found(f"{language} “{entry.msgid}”", f"says “{bad}”, Taiwan says “{good}”")
                for bad, good in instead.items()
                if bad in told
            ]
    return found


def test_the_dictionary_is_whole() -> None:
    terms, instead = dictionary()
    assert len(terms) > 80
    assert len(instead) > 20
    tell(not_whole(terms), DO, BAD, GOOD)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_keep_to_the_dictionary(language: str) -> None:
    path = ROOT / "careloop" / "locale" / language / "LC_MESSAGES" / "django.po"
    assert path.exists(), f"There is no catalogue {path.relative_to(ROOT)}."
    terms, instead = dictionary()
    tell(other_words(polib.pofile(str(path)), language, terms, instead), DO, BAD, GOOD)


def test_names_of_presets_are_in_four_languages_and_the_right_script() -> None:
    found = []
    for name in presets.KNOWN:
        for code, names, _capabilities in import_module(f"careloop.presets.{name}").POSTS:
            found += [
                Found(f"post {code}", f"has no name in {lang}")
                for lang in ("en", "zh-hans", "zh-hant", "es")
                if not names.get(lang)
            ]
            found += [
                Found(f"post {code}", f"{lang}: {word}")
                for lang, word in names.items()
                if in_the_wrong_script(word, lang)
            ]
    tell(
        found,
        "Name it in four languages.",
        '{"en": "Clerk"}',
        '{"en": …, "zh-hans": …, "zh-hant": …, "es": …}',
    )


def test_the_checks_bite() -> None:
    terms = {"Warranty": {"zh_Hans": "保固", "zh_Hant": "保固", "es": "", "meaning": "x"}}
    assert {found.what for found in not_whole(terms)} == {"has no es"}
    terms["Warranty"] |= {"zh_Hans": "質保", "es": "Garantía"}
    assert "質" in str(not_whole(terms))
    catalogue = [
        polib.POEntry(msgid="Warranty", msgstr="保修"),
        polib.POEntry(msgid="Warranty", msgstr="擔保", msgctxt="of a loan"),
        polib.POEntry(msgid="warranty", msgstr="保固"),
    ]
    found = other_words(catalogue, "zh_Hant", terms, {"保修": "保固"})
    assert [re.sub("，.*", "", each.what)[:4] for each in found] == ["is “", "says"]
