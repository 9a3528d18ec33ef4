"""The JSON of a step's API operation, from the Django form that also validates it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, create_model

from careloop.kit import resolvers
from careloop.kit.files.forms import PhotosField, SignatureField
from careloop.kit.lifecycle.refusals import Unacceptable
from careloop.kit.ui import fields

NAME_LENGTH = 150
LARGEST = 2**63 - 1


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError(_("Null characters are not allowed."))
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(_("This holds half a letter, which cannot be kept."))
    return text


def _is_text(value: Any) -> Any:
    """Pydantic would also read the seconds of 1970 as a date."""
    if not isinstance(value, str | date):
        raise ValueError(_("Write it as text, as in 2026-09-24 or 2026-09-24T16:30:00+08:00."))
    return value


def _within(first: int, last: int) -> AfterValidator:
    def check(value: Any) -> Any:
        if not first <= value.year <= last:
            raise ValueError(
                _("The year lies between %(first)d and %(last)d.") % {"first": first, "last": last}
            )
        return value

    return AfterValidator(check)


Text = Annotated[str, AfterValidator(_storable)]
Moment = Annotated[
    AwareDatetime, BeforeValidator(_is_text), _within(fields.FIRST_MOMENT.year, fields.LAST_MOMENT.year)
]
Day = Annotated[date, BeforeValidator(_is_text), _within(fields.FIRST_DAY.year, fields.LAST_DAY.year)]


class Body(Schema):
    """A name that the operation does not know is refused: a slip of the pen must not go unnoticed."""

    model_config = ConfigDict(extra="forbid")


class StepBody(Body):
    """`at` and `performed_by` enter what happened earlier, or what another did; they take a right and a reason."""

    at: Moment | None = Field(None, description="When it happened, if not now (with its offset).")
    performed_by: Text | None = Field(None, max_length=NAME_LENGTH, description="User name of who did it.")
    entry_reason: Text = Field("", max_length=300, description="Why it is entered later, or for another.")


CATCH_UP_FIELDS = frozenset(StepBody.model_fields)


def body_of(name: str, form_class: type[forms.Form], base: type[Schema] = StepBody) -> Any:
    """A schema with the form's fields; choices that depend on the row stay plain text or numbers."""
    fields: dict[str, Any] = {}
    for field_name, field in form_class.base_fields.items():
        kind = _kind(field)
        described = Field(
            ... if field.required else None, description=untranslated(field.label, field.help_text)
        )
        fields[field_name] = (kind if field.required else kind | None, described)
    return create_model(name, __base__=base, **fields)


def form_data(form_class: type[forms.Form], body: Schema, *, without: frozenset[str] = frozenset()) -> Any:
    """What the form is given: people, named by their user names, by their ids. Raises Unacceptable."""
    given = body.model_dump(mode="json", exclude_none=True, exclude=set(CATCH_UP_FIELDS | without))
    for name, field in form_class.base_fields.items():
        if name in given and _is_person(field):
            given[name] = person_named(given[name], name)
    return given


def person_named(username: str, field: str) -> int:
    found = resolvers.person_by_username(username)
    if found is None:
        raise Unacceptable(errors={field: [_("There is nobody of that name.")]})
    return found


def untranslated(*labels: Any) -> str:
    """The words as they stand in the source: the description of the API is made once, for everybody."""
    with translation.override(None):
        return " · ".join(str(label) for label in labels if label)


def _kind(field: forms.Field) -> Any:
    if isinstance(field, PhotosField):
        return Annotated[list[UUID], Field(max_length=50)]
    if isinstance(field, forms.ModelChoiceField):
        return _kind_of_row(field)
    if isinstance(field, forms.ChoiceField):
        values = tuple(str(value) for value, _label in _static(field) if value != "")
        return Literal[values] if values else Annotated[Text, Field(max_length=NAME_LENGTH)]
    if isinstance(field, forms.CharField | SignatureField):
        shortest = max(field.min_length or 0, 1 if field.required else 0)
        return Annotated[Text, Field(max_length=field.max_length, min_length=shortest)]
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
        return Annotated[int, Field(strict=True, ge=field.min_value, le=field.max_value)]
    plain: dict[type[forms.Field], Any] = {
        forms.DecimalField: Decimal,
        forms.BooleanField: Annotated[bool, Field(strict=True)],
        forms.DateTimeField: Moment,
        forms.DateField: Day,
    }
    return next((kind for cls, kind in plain.items() if isinstance(field, cls)), Text)


def _kind_of_row(field: forms.ModelChoiceField) -> Any:
    if field.to_field_name or _is_person(field):
        return Annotated[Text, Field(max_length=NAME_LENGTH)]
    return Annotated[int, Field(strict=True, ge=1, le=LARGEST)]


def _is_person(field: forms.Field) -> bool:
    """A person is called by the user name, as in every answer; the form knows them by their ids."""
    if not isinstance(field, forms.ModelChoiceField) or field.to_field_name:
        return False
    return field.queryset is not None and field.queryset.model._meta.label == settings.AUTH_USER_MODEL


def _static(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    choices = field.choices
    return [] if callable(choices) else list(choices)
