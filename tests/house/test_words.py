"""Every word is translated, into each language, with the same parameters and in the right script."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import polib
import pytest

from tests.house.house import ROOT, Found, files, tell
from tests.house.scripts import in_the_wrong_script

LANGUAGES = ("zh_Hans", "zh_Hant", "es")
DO = "Complete careloop/locale/<language>/LC_MESSAGES/django.po; terms stand in docs/words.md."
BAD = 'msgid "Dispatched to %(name)s"  msgstr "" (or fuzzy, or without %(name)s)'
GOOD = 'msgid "Dispatched to %(name)s"  msgstr "已派给 %(name)s"'

# What is spelled the same in the other language.
SAME = {
    "es": {
        "Careloop", "Director", "Error", "General", "Kanban", "Motor", "No", "OK", "SMS", "Total", "Webhook",
    },
    "zh_Hans": {"Careloop", "OK", "SMS", "Webhook"},
    "zh_Hant": {"Careloop", "OK", "SMS", "Webhook"},
}  # fmt: skip
PARAMETER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")

Key = tuple[str, str]


def extract(root: Path, scratch: Path) -> dict[Key, polib.POEntry]:
    """Each word of the tree by context and text, as Django's own makemessages finds it."""
    for path in files(root, ".py", ".html", ".txt"):
        if "tests" not in path.parts:
            into = scratch / path.relative_to(root)
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, into)
    top = scratch / "careloop"
    (top / "locale").mkdir(parents=True, exist_ok=True)
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "--locale=xx", "--extension=py,html,txt"],
        cwd=top, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = top / "locale" / "xx" / "LC_MESSAGES" / "django.po"
    return {_key(entry): entry for entry in polib.pofile(str(made))} if made.exists() else {}


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def untranslated(
    wanted: dict[Key, polib.POEntry],
    catalogue: list[polib.POEntry],
    language: str,
    same: Collection[str] = (),
) -> list[Found]:
    kept = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    found = []
    for key, source in wanted.items():
        where = f"{language} “{key[1]}”" + (f" ({key[0]})" if key[0] else "")
        what = _fault(source, kept.get(key), language, same)
        if what:
            places = ", ".join(f"{path}:{line}" for path, line in source.occurrences[:1])
            found.append(Found(where, f"{what} [{places}]"))
    return found


def _fault(source: polib.POEntry, entry: polib.POEntry | None, language: str, same: Collection[str]) -> str:
    if entry is None:
        return "is missing"
    if entry.fuzzy:
        return "is fuzzy"
    told = list(entry.msgstr_plural.values()) if source.msgid_plural else [entry.msgstr]
    # What only parts two sentences is blank in English too.
    blank = not source.msgid.strip()
    if not told or not all(text if blank else text.strip() for text in told):
        return "is empty"
    if strange := in_the_wrong_script("".join(told), language):
        return f"holds letters of the other script: {strange}"
    wrong = _parameters(told[-1]) ^ _parameters(source.msgid_plural or source.msgid)
    if wrong or any(_parameters(text) - _parameters(told[-1]) for text in told):
        return f"differs in its parameters: {', '.join(sorted(wrong))}"
    words = re.sub(r"[\W\d_]+", "", PARAMETER.sub("", source.msgid))
    if told == [source.msgid] and len(words) > 1 and source.msgid not in same:
        return "is the same as in English"
    return ""


def _parameters(text: str) -> set[str]:
    return {a or b for a, b in PARAMETER.findall(text)}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> dict[Key, polib.POEntry]:
    if not shutil.which("xgettext"):
        pytest.skip("no xgettext was found: install gettext")
    return extract(ROOT, tmp_path_factory.mktemp("words"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(words: dict[Key, polib.POEntry], language: str) -> None:
    assert len(words) > 300
    path = ROOT / "careloop" / "locale" / language / "LC_MESSAGES" / "django.po"
    assert path.exists(), f"There is no catalogue {path.relative_to(ROOT)} for {len(words)} words."
    tell(untranslated(words, polib.pofile(str(path)), language, SAME[language]), DO, BAD, GOOD)


def test_words_are_found_wherever_they_stand(tmp_path: Path) -> None:
    if not shutil.which("xgettext"):
        pytest.skip("no xgettext was found: install gettext")
    page = tmp_path / "tree" / "careloop" / "service"
    page.mkdir(parents=True)
    (page / "page.html").write_text(
        '{% translate "Save" %}{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}'
    )
    (page / "forms.py").write_text(
        '_("One" " two")\npgettext_lazy("a note", "Write")\nngettext("%(n)s a", "%(n)s b", 2)'
    )
    found = extract(tmp_path / "tree", tmp_path / "scratch")
    assert set(found) == {
        ("", "Save"),
        ("", "Hello %(name)s"),
        ("", "One two"),
        ("a note", "Write"),
        ("", "%(n)s a"),
    }


@pytest.mark.parametrize(
    ("msgstr", "language", "fault"),
    [
        ("", "es", "is empty"),
        ("Enviado", "es", "parameters"),
        ("Enviado a %(nombre)s", "es", "parameters"),
        ("Sent to %(name)s", "es", "same as in English"),
        ("派給 %(name)s", "zh_Hans", "other script"),
        ("派给 %(name)s", "zh_Hant", "other script"),
        ("Enviado a %(name)s", "es", ""),
        ("派给 %(name)s", "zh_Hans", ""),
        ("派給 %(name)s", "zh_Hant", ""),
    ],
)
def test_the_check_bites(msgstr: str, language: str, fault: str) -> None:
    source = polib.POEntry(msgid="Sent to %(name)s")
    told = polib.POEntry(msgid="Sent to %(name)s", msgstr=msgstr)
    found = untranslated({_key(source): source}, [told], language)
    assert fault in str(found)
    assert bool(found) == bool(fault)


def test_what_is_missing_fuzzy_or_obsolete_is_found() -> None:
    source = polib.POEntry(msgid="Save")
    for catalogue in (
        [],
        [polib.POEntry(msgid="Save", msgstr="Guardar", flags=["fuzzy"])],
        [polib.POEntry(msgid="Save", msgstr="Guardar", obsolete=True)],
        [polib.POEntry(msgid="Save", msgstr="Guardar", msgctxt="goalkeeper")],
    ):
        assert len(untranslated({_key(source): source}, catalogue, "es")) == 1


def test_plurals_are_checked_in_every_form() -> None:
    source = polib.POEntry(msgid="%(n)s day", msgid_plural="%(n)s days")
    whole = polib.POEntry(
        msgid=source.msgid, msgid_plural=source.msgid_plural, msgstr_plural={0: "un día", 1: "%(n)s días"}
    )
    half = polib.POEntry(
        msgid=source.msgid, msgid_plural=source.msgid_plural, msgstr_plural={0: "un día", 1: ""}
    )
    wanted = {_key(source): source}
    assert untranslated(wanted, [whole], "es") == []
    assert len(untranslated(wanted, [half], "es")) == 1
