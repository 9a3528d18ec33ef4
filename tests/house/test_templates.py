"""Templates: parts that exist, nothing that the content policy forbids, no word outside the catalogues."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django_cotton.compiler_regex import CottonCompiler

from tests.house.house import Example, Found, Rule, files

BUILT_IN = {"slot", "vars"}
PART = re.compile(r"<c-([\w.-]+)")
SAID = {"alt", "aria-label", "aria-description", "placeholder", "title"}
# Attributes of our own parts that are shown.
SAID_BY_PARTS = SAID | {"caption", "detail", "heading", "help", "label", "text", "who", "what"}
# Keys are named as they are printed on the keyboard.
SILENT = {"c-kbd", "code", "kbd", "script", "style"}
LETTERS = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Careloop", "km"}


def templates(root: Path) -> Iterator[Path]:
    return (path for path in files(root, ".html") if "templates" in path.parts and "tests" not in path.parts)


def broken_parts(root: Path) -> list[Found]:
    made = {_name_of(path) for path in templates(root) if "cotton" in path.parts}
    found = []
    for path in templates(root):
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            for part in PART.findall(line):
                if part not in BUILT_IN and part.replace("-", "_") not in made:
                    found.append(Found(f"{path.relative_to(root)}:{number}", f"there is no part <c-{part}>"))
        if left := _left_over(text):
            found.append(Found(str(path.relative_to(root)), left))
    return found


def _name_of(path: Path) -> str:
    below = path.parts[path.parts.index("cotton") + 1 :]
    return ".".join(below).removesuffix(".html").removesuffix(".index")


def _left_over(text: str) -> str:
    """What would reach the browser as a component tag, which it would not understand."""
    try:
        compiled = CottonCompiler().process(re.sub(r"(?s){#.*?#}|{% comment.*?endcomment %}", "", text))
    except ValueError as error:
        return f"cannot be compiled: {error}"
    left = PART.search(compiled)
    return f"leaves <c-{left[1]} as it is" if left else ""


PARTS = Rule(
    do="Use a part that is shown at /ui, or make it: templates/cotton/<name>.html, closed like any tag.",
    bad=Example("careloop/service/templates/service/case.html", '<c-chipp tone="late">Late</c-chipp>'),
    good=Example(
        "careloop/kit/ui/templates/cotton/filter_chip.html", "<c-filter-chip /><c-slot name='a'></c-slot>"
    ),
    check=broken_parts,
)


def test_every_part_exists_and_none_is_left_in_the_page() -> None:
    PARTS.kept()


def test_a_part_that_is_not_there_is_found(tmp_path: Path) -> None:
    PARTS.bites(tmp_path)


class Reader(HTMLParser):
    """Reads a template from which Django's tags were taken, so that what is left is what is always there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.forbidden: list[tuple[int, str]] = []
        self.words: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, given = self.getpos()[0], dict(attrs)
        if tag in SILENT:
            self.open.append(tag)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") != "application/json"
        ):
            self.forbidden.append((line, f"<{tag}> with its content in the page"))
        for name, value in attrs:
            if name == "style" or re.match(r"on[a-z]+$|hx-on", name):
                self.forbidden.append((line, f"{name}=…"))
            if (value or "").strip().lower().startswith("javascript:"):
                self.forbidden.append((line, f"{name}=javascript:…"))
            if name in (SAID_BY_PARTS if tag.startswith("c-") else SAID):
                self._hear(line, value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag == self.open[-1]:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self._hear(self.getpos()[0], data)

    def _hear(self, line: int, text: str) -> None:
        for name in NAMES:
            text = text.replace(name, "")
        if LETTERS.search(text):
            self.words.append((line, " ".join(text.split())[:60]))


TAKEN_OUT = re.compile(
    r"(?s){% *(comment|verbatim)\b.*?%}.*?{% *end\1 *%}"
    r"|{% *(blocktranslate|blocktrans)\b.*?%}.*?{% *end\2 *%}"
    r"|{% *block \w*_class *%}.*?{% *endblock|{#.*?#}|{%.*?%}|{{.*?}}"
)


def read(text: str) -> Reader:
    reader = Reader()
    # The lines stay where they are, so that what is found can be named by its line.
    reader.feed(TAKEN_OUT.sub(lambda taken: "\n" * taken.group().count("\n"), text))
    reader.close()
    return reader


def forbidden(root: Path) -> list[Found]:
    return [
        Found(f"{path.relative_to(root)}:{line}", what)
        for path in templates(root)
        for line, what in read(path.read_text(encoding="utf-8")).forbidden
    ]


POLICY = Rule(
    do="Give it a class, or a data-… attribute that a module under static/careloop/js reads.",
    bad=Example("careloop/service/templates/a.html", '<p style="color:red" onclick="go()">{{ x }}</p>'),
    good=Example(
        "careloop/service/templates/a.html", '<p class="late" data-go>{{ x }}</p><script src="a.js"></script>'
    ),
    check=forbidden,
)


def test_templates_hold_no_inline_style_or_script() -> None:
    POLICY.kept()


def test_what_the_policy_forbids_is_found(tmp_path: Path) -> None:
    POLICY.bites(tmp_path)


def test_each_kind_is_found() -> None:
    text = """<script>go()</script>
<style>p { color: red }</style>
<a href="javascript:go()">{{ x }}</a>
<c-button hx-on:click="go()" />
<p {% if late %}style="color:red"{% endif %}></p>
<script type="application/json">{}</script>"""
    assert [line for line, _what in read(text).forbidden] == [1, 2, 3, 4, 5]


def untranslated(root: Path) -> list[Found]:
    return [
        Found(f"{path.relative_to(root)}:{line}", f"“{text}” is in one language only")
        for path in templates(root)
        for line, text in read(path.read_text(encoding="utf-8")).words
    ]


WORDS = Rule(
    do="Say it through {% translate %} or {% blocktranslate %}.",
    bad=Example("careloop/service/templates/a.html", '<h1>Open cases</h1><c-card title="Today" />'),
    good=Example(
        "careloop/service/templates/a.html", '<h1>{% translate "Open cases" %}</h1> · 2 <kbd>Ctrl</kbd>'
    ),
    check=untranslated,
)


def test_every_word_of_a_page_can_be_translated() -> None:
    WORDS.kept()


def test_a_word_in_one_language_is_found(tmp_path: Path) -> None:
    WORDS.bites(tmp_path)


def test_words_are_found_in_attributes_too() -> None:
    text = """<img alt="A house"><input placeholder="Name">
<c-card title="Today"><c-card title="{% translate "Today" %}">
{% blocktranslate count n=n %}one{% plural %}many{% endblocktranslate %}{# no words #}
Careloop <code>SELECT</code> {{ said }}"""
    assert [said for _line, said in read(text).words] == ["A house", "Name", "Today"]
