"""What a clerk types while a customer is on the phone: few fields are needed, the rest is proposed."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloop.catalog import queries as catalog
from careloop.catalog.models import Family
from careloop.customers import queries as customers
from careloop.customers.models import Customer, Device
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.ui.fields import DayField
from careloop.org.models import Unit, Zone
from careloop.service.actions.told import in_parts
from careloop.service.forms.faults import FaultField
from careloop.service.models import Case
from careloop.service.models.call import Channel


class CallForm(forms.Form):
    """A customer and a device are named by their numbers when known, or described when new."""

    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices, initial=Channel.PHONE)
    unit = forms.CharField(label=_("Unit"), max_length=8, required=False)
    phone = forms.CharField(label=_("Phone of the caller"), max_length=40, required=False)
    customer = forms.CharField(label=_("Customer"), max_length=24, required=False)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    customer_kind = forms.ChoiceField(
        label=_("Kind of customer"), choices=Customer.Kind.choices, initial="person", required=False
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    zone = forms.ModelChoiceField(
        label=_("Zone"), queryset=Zone.objects.select_related("unit"), required=False
    )
    device = forms.CharField(label=_("Device"), max_length=24, required=False)
    family = forms.ModelChoiceField(
        label=_("Product"), queryset=Family.objects.all(), required=False, to_field_name="code"
    )
    model = forms.CharField(label=_("Model"), max_length=80, required=False)
    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    bought_on = DayField(label=_("Bought on"), required=False)
    symptom = FaultField(label=_("Fault"), required=False)
    description = forms.CharField(
        label=_("What the customer says"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    preferred_time = forms.CharField(label=_("Convenient time"), max_length=80, required=False)
    urgent = forms.BooleanField(label=_("Urgent"), required=False)
    kind = forms.ChoiceField(
        label=_("Who pays"), choices=[("", _("as proposed")), *Case.Kind.choices], required=False
    )
    kind_reason = forms.CharField(label=_("Why another pays"), max_length=300, required=False)

    def __init__(self, *args: Any, actor: Actor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.now = actor, now
        self.fields["symptom"].offer(self._family_id(), "symptom")  # type: ignore[attr-defined]

    def _family_id(self) -> int | None:
        code = str(self.data.get("family") or self.initial.get("family") or "")
        if code:
            return Family.objects.filter(code=code).values_list("pk", flat=True).first()
        number = str(self.data.get("device") or "")
        device = Device.objects.select_related("model").filter(number=number).first() if number else None
        return device.model.family_id if device and device.model else None

    def clean_unit(self) -> Unit:
        code = self.cleaned_data["unit"]
        found = Unit.objects.filter(code=code) if code else Unit.objects.filter(pk=self.actor.unit_id or 0)
        unit = found.filter(closed_on=None).first()
        if unit is None:
            raise forms.ValidationError(_("There is no unit with this code."))
        return unit

    def clean_customer(self) -> Customer | None:
        number = self.cleaned_data["customer"]
        if not number:
            return None
        found = customers.customer_of(number, self.actor)
        if found is None:
            raise forms.ValidationError(_("There is no customer with this number."))
        return found

    def clean_device(self) -> Device | None:
        number = self.cleaned_data["device"]
        if not number:
            return None
        found = (
            Device.objects.visible_to(self.actor)
            .select_related("model__family", "customer")
            .filter(number=number)
            .first()
        )
        if found is None:
            raise forms.ValidationError(_("There is no device with this number."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        customer, device = cleaned.get("customer"), cleaned.get("device")
        if device and not customer and not cleaned.get("name", "").strip():
            # Whoever names a device and nobody else calls about its owner's.
            customer = cleaned["customer"] = device.customer
        if not customer and "customer" not in self.errors and not cleaned.get("name", "").strip():
            self.add_error("name", _("Who is calling? A name is enough."))
        if device and (customer is None or device.customer_id != customer.pk):
            self.add_error("device", _("This device belongs to another customer."))
        if cleaned.get("kind") and not cleaned.get("kind_reason", "").strip():
            self.add_error("kind_reason", _("Say why."))
        return cleaned

    def parameters(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        given["model"] = catalog.model_named(given["model"]) if given["model"] else None
        given["model_text"] = self.cleaned_data["model"] if given["model"] is None else ""
        return in_parts(given)
