from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.sheets.header import label_of
from careloop.kit.sheets.models import Import
from careloop.kit.sheets.sheet import Sheet

ACCEPTED = ".xlsx,.xls,.xlsb,.ods,.csv,.txt,.tsv"


class OneFile(forms.FileInput):
    """With words of our own: those of the browser are in the browser's language."""

    template_name = "careloop/forms/file.html"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "Excel workbook or CSV; the first visible table is read. At most 50 MB and 100,000 rows."
        ),
        widget=OneFile({"accept": ACCEPTED}),
    )


class ColumnsForm(forms.Form):
    """For each field of the sheet, the column of the file that holds it."""

    def __init__(self, data: Any, *, work: Import, sheet: Sheet) -> None:
        super().__init__(data, initial=work.mapping)
        columns = [(index, _name(index, heading)) for index, heading in enumerate(work.header)]
        for name in sheet.fields:
            needed = name in sheet.required
            nothing = ("", _("Choose a column") if needed else _("Not in this file"))
            self.fields[name] = forms.TypedChoiceField(
                label=label_of(sheet, name),
                choices=[nothing, *columns],
                coerce=int,
                empty_value=None,
                required=False,
            )
            # Nothing is hindered while the columns are still being sorted out; starting asks for them.
            self.fields[name].widget.is_required = needed

    @property
    def mapping(self) -> dict[str, int]:
        return {name: index for name, index in self.cleaned_data.items() if index is not None}


def _name(index: int, heading: str) -> str:
    return heading.strip()[:60] or letters_of(index)


def letters_of(index: int) -> str:
    """What Excel calls the column: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
