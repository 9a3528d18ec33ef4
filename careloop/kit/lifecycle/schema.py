"""The JSON of a step's API operation, from the Django form that also validates it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django import forms
from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from careloop.kit.files.forms import PhotosField, SignatureField

NAME_LENGTH = 150


class StepBody(Schema):
    """`at` and `performed_by` enter what happened earlier, or what another did; they take a right and a reason."""

    model_config = ConfigDict(extra="forbid")

    at: datetime | None = Field(None, description="When it happened, if not now (with its offset).")
    performed_by: str | None = Field(None, max_length=NAME_LENGTH, description="User name of who did it.")
    entry_reason: str = Field("", max_length=300, description="Why it is entered later, or for another.")


def body_of(name: str, form_class: type[forms.Form], base: type[Schema] = StepBody) -> Any:
    """A schema with the form's fields; choices that depend on the row stay plain text or numbers."""
    fields: dict[str, Any] = {}
    for field_name, field in form_class.base_fields.items():
        kind = _kind(field)
        described = Field(
            ... if field.required else None, description=str(field.help_text or field.label or "")
        )
        fields[field_name] = (kind if field.required else kind | None, described)
    return create_model(name, __base__=base, **fields)


def _kind(field: forms.Field) -> Any:
    if isinstance(field, PhotosField):
        return Annotated[list[UUID], Field(max_length=50)]
    if isinstance(field, SignatureField):
        return Annotated[str, Field(max_length=field.max_length)]
    if isinstance(field, forms.ModelChoiceField):
        return Annotated[str, Field(max_length=NAME_LENGTH)] if field.to_field_name else int
    if isinstance(field, forms.ChoiceField):
        values = tuple(str(value) for value, _label in _static(field) if value != "")
        return Literal[values] if values else Annotated[str, Field(max_length=NAME_LENGTH)]
    if isinstance(field, forms.CharField):
        return Annotated[str, Field(max_length=field.max_length, min_length=1 if field.required else None)]
    plain: dict[type[forms.Field], Any] = {
        forms.DecimalField: Decimal,
        forms.IntegerField: int,
        forms.BooleanField: bool,
        forms.DateTimeField: datetime,
        forms.DateField: date,
    }
    found = next((kind for cls, kind in plain.items() if isinstance(field, cls)), str)
    if isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
        return Annotated[int, Field(ge=field.min_value, le=field.max_value)]
    return found


def _static(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    choices = field.choices
    return [] if callable(choices) else list(choices)  # type: ignore[arg-type]
