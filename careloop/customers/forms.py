"""What a person types, or a row of a file says, about customers; the same forms serve the importer."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloop.catalog.queries import model_named
from careloop.customers.actions.contact import NotAPhone
from careloop.customers.models import Address, Consent, Customer, Device, WarrantyTerms
from careloop.customers.queries import customer_of
from careloop.customers.rules import read_phone
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.ui.fields import DayField
from careloop.org.models import Zone


class CustomerForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Customer.Kind.choices, initial=Customer.Kind.PERSON)
    name = forms.CharField(label=_("Name"), max_length=120)
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    other_phone = forms.CharField(label=_("Another phone"), max_length=60, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), min_length=2, max_length=300, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    special = forms.BooleanField(label=_("Special customer"), required=False)
    note = forms.CharField(label=_("Note"), max_length=4000, required=False, widget=forms.Textarea)

    def clean_phone(self) -> str:
        return self._phone("phone")

    def clean_other_phone(self) -> str:
        return self._phone("other_phone")

    def _phone(self, name: str) -> str:
        typed = self.cleaned_data[name]
        if typed and read_phone(typed, settings.COUNTRY) is None:
            raise forms.ValidationError(str(NotAPhone(typed)))
        return typed

    def parameters(self) -> dict[str, Any]:
        """What `actions.customer.take_in` takes."""
        given = dict(self.cleaned_data)
        given["phones"] = [typed for typed in (given.pop("phone"), given.pop("other_phone")) if typed]
        return given


class DeviceForm(forms.Form):
    model = forms.CharField(label=_("Model"), max_length=120)
    serial = forms.CharField(label=_("Serial number"), max_length=60, required=False)
    bought_on = DayField(label=_("Bought on"), required=False)
    installed_on = DayField(label=_("Installed on"), required=False)
    note = forms.CharField(label=_("Note"), max_length=4000, required=False, widget=forms.Textarea)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        bought_on, installed_on = given.get("bought_on"), given.get("installed_on")
        if bought_on and installed_on and installed_on < bought_on:
            self.add_error("installed_on", _("It cannot be installed before it was bought."))
        return given

    def parameters(self) -> dict[str, Any]:
        """What `actions.device.add` takes: a model of the catalogue, or the text where it knows none."""
        given = dict(self.cleaned_data)
        text = given.pop("model")
        model = model_named(text)
        return given | {"model": model, "model_text": "" if model else text}


class ContractForm(forms.Form):
    from_on = DayField(label=_("From"))
    until_on = DayField(label=_("Until before"))
    covers_labour = forms.BooleanField(label=_("Covers labour"), required=False, initial=True)
    covers_parts = forms.BooleanField(label=_("Covers parts"), required=False)
    covers_travel = forms.BooleanField(label=_("Covers travel"), required=False, initial=True)
    all_devices = forms.BooleanField(label=_("All devices of the customer"), required=False)
    devices = forms.ModelMultipleChoiceField(
        label=_("Devices"),
        queryset=Device.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(label=_("Note"), max_length=4000, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, customer: Customer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Device.objects.in_use().filter(customer=customer).select_related("model")
        self.fields["devices"].queryset = own  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        from_on, until_on = given.get("from_on"), given.get("until_on")
        if from_on and until_on and until_on <= from_on:
            self.add_error("until_on", _("A contract ends after it begins."))
        if not any(given.get(f"covers_{part}") for part in ("labour", "parts", "travel")):
            self.add_error("covers_labour", _("Say what the contract covers."))
        if not given.get("all_devices") and not given.get("devices"):
            self.add_error("devices", _("Name the devices, or take all of them."))
        return given

    def parameters(self) -> dict[str, Any]:
        """What `actions.contract.add` takes."""
        return dict(self.cleaned_data)


class WarrantyForm(forms.Form):
    from_on = DayField(
        label=_("For devices bought from"),
        help_text=_("What was bought before keeps the terms it was sold under."),
    )
    labour_months = forms.IntegerField(label=_("Months of labour"), min_value=0, max_value=600)
    parts_months = forms.IntegerField(label=_("Months of parts"), min_value=0, max_value=600)
    travel_months = forms.IntegerField(label=_("Months of travel"), min_value=0, max_value=600)
    starts_from = forms.ChoiceField(
        label=_("Counts from"),
        choices=WarrantyTerms.StartsFrom.choices,
        initial=WarrantyTerms.StartsFrom.PURCHASE,
        widget=forms.RadioSelect,
    )


class CustomerChangeForm(CustomerForm):
    """The facts of the record; phones and addresses are changed one by one."""

    phone = None  # type: ignore[assignment]
    other_phone = None  # type: ignore[assignment]
    address = None  # type: ignore[assignment]

    def parameters(self) -> dict[str, Any]:
        """What `actions.customer.change` takes."""
        return dict(self.cleaned_data)


class PhoneForm(forms.Form):
    phone = forms.CharField(label=_("Phone"), max_length=60)
    label = forms.CharField(
        label=_("Label"), max_length=40, required=False, help_text=_("Mobile, office, the daughter's.")
    )
    primary = forms.BooleanField(label=_("Main number"), required=False)


class AddressForm(forms.Form):
    text = forms.CharField(label=_("Address"), min_length=2, max_length=300)
    zone = forms.ModelChoiceField(
        label=_("Zone"),
        queryset=Zone.objects.select_related("unit"),
        required=False,
        help_text=_("Empty: found by the words in the address."),
    )
    label = forms.CharField(label=_("Label"), max_length=40, required=False)
    primary = forms.BooleanField(label=_("Main address"), required=False)


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Consent.Purpose.choices)
    channel = forms.ChoiceField(label=_("Channel"), choices=Consent.Channel.choices)
    text_version = forms.CharField(
        label=_("Version of the text"), max_length=40, help_text=_("Which words the customer agreed to.")
    )
    how = forms.CharField(label=_("How it was given"), max_length=120, required=False)


class OwnDeviceForm(DeviceForm):
    """A device with the place where it stands, one of the customer's addresses."""

    address = forms.ModelChoiceField(
        label=_("Where"), queryset=Address.objects.none(), required=False, empty_label="—"
    )
    field_order = ["model", "serial", "bought_on", "installed_on", "address", "note"]

    def __init__(self, *args: Any, customer: Customer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].queryset = Address.objects.filter(customer=customer)  # type: ignore[attr-defined]
        self.fields["model"].widget.attrs |= {"list": "models", "autocomplete": "off"}


class MoveForm(forms.Form):
    customer = forms.CharField(label=_("Number of the new owner"), max_length=24)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_customer(self) -> Customer:
        found = customer_of(self.cleaned_data["customer"].strip().upper(), self.actor)
        if found is None:
            raise forms.ValidationError(_("There is no customer with this number."))
        return found


class RetireForm(forms.Form):
    on = DayField(label=_("Not in use since"))
    reason = forms.CharField(label=_("Why"), max_length=300)


class NumberTypedForm(forms.Form):
    """What cannot be taken back asks for a typed word: the number of the record that goes."""

    reason = forms.CharField(label=_("How you know"), max_length=300)
    word = forms.CharField(label=_("Number of the record that goes"), max_length=24)

    def __init__(self, *args: Any, gone: Customer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone = gone
        self.fields["word"].widget.attrs |= {"data-confirm-word": gone.number, "autocomplete": "off"}
        self.fields["word"].help_text = _("Type %(number)s.") % {"number": gone.number}

    def clean_word(self) -> str:
        typed = self.cleaned_data["word"].strip().upper()
        if typed != self.gone.number:
            raise forms.ValidationError(_("Type %(number)s."), params={"number": self.gone.number})
        return typed


class MergeForm(NumberTypedForm):
    pass


class EraseForm(NumberTypedForm):
    reason = forms.CharField(label=_("Who asked for it, and how"), max_length=300)
    word = forms.CharField(label=_("Number of the customer"), max_length=24)
