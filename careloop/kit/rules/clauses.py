from django.utils.translation import pgettext_lazy

# What a clause is called beside its letter and its number.
PARTS = {
    "process": pgettext_lazy("part of a regulation", "process"),
    "targets": pgettext_lazy("part of a regulation", "targets"),
    "follow-up": pgettext_lazy("part of a regulation", "follow-up"),
    "archive": pgettext_lazy("part of a regulation", "archive"),
}


def said(clause: str) -> str:
    """A clause in the reader's language: "E process 3.2" is "E 流程 3.2"."""
    return " ".join(str(PARTS.get(part, part)) for part in clause.split(" "))
