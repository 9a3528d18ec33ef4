"""The sentence of each journal word; a word without one is still told, plainly."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from careloop.kit.names import listed

_sentences: dict[str, Any] = {}


def register(word: str, sentence: Any) -> None:
    """`sentence` is lazy and takes its parameters by name: %(who)s, %(document)s, %(reason)s, and each
    name in `told` and `personal`."""
    _sentences[word] = sentence


def is_registered(word: str) -> bool:
    return word in _sentences


def sentence_of(word: str, parameters: Mapping[str, str], told: Mapping[str, str]) -> str:
    """`told` are those of the parameters that a word without a sentence lists."""
    sentence = _sentences.get(word)
    if sentence is not None:
        try:
            return str(sentence) % _Known(parameters)
        except (TypeError, ValueError):
            pass  # a slip in a translation must not take the page away
    return _plainly(word, told)


def _plainly(word: str, told: Mapping[str, str]) -> str:
    if not told:
        return word
    each = [gettext("%(name)s: %(value)s") % {"name": name, "value": value} for name, value in told.items()]
    facts = listed(each)
    return gettext("%(word)s (%(facts)s)") % {"word": word, "facts": facts}


class _Known(dict[str, str]):
    """Parameters of a row; one that an old row does not have yet is shown as a gap."""

    def __missing__(self, name: str) -> str:
        return "…"

    def __str__(self) -> str:
        raise TypeError("A sentence takes its parameters by name.")  # "%s" would show them all
