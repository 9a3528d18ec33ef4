"""What a person types for the steps of an order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.files.forms import PhotosField, SignatureField
from careloop.kit.lifecycle.forms import StepForm
from careloop.kit.ui.fields import MomentField
from careloop.org import queries as org
from careloop.org.models import Person
from careloop.org.queries.people import local_day
from careloop.service.forms.faults import FaultField
from careloop.service.lifecycles import WAITING
from careloop.service.models import Order
from careloop.service.queries.worked import travelled_minutes, worked_minutes

LINES = forms.Textarea(attrs={"rows": 3})


def moment_field(label: Any, **kwargs: Any) -> MomentField:
    return MomentField(label=label, **kwargs)


class TechnicianForm(StepForm):
    """A choice among the technicians of the order's unit."""

    technician = forms.ModelChoiceField(label=_("Technician"), queryset=Person.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is None:
            return
        people = org.people_with("service.perform", [self.row.unit_id], local_day(self.row.unit_id, self.now))
        self.fields["technician"].queryset = people  # type: ignore[attr-defined]


class OrderDispatch(TechnicianForm):
    window_from = moment_field(_("Between"))
    window_until = moment_field(_("and"))
    note = forms.CharField(label=_("Note for the technician"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        from_at, until_at = cleaned.get("window_from"), cleaned.get("window_until")
        if from_at and until_at and until_at <= from_at:
            self.add_error("window_until", _("The window ends before it begins."))
        return cleaned


class OrderJoin(TechnicianForm):
    pass


class OrderRefuse(StepForm):
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=LINES)


class OrderWait(StepForm):
    reason = forms.ChoiceField(label=_("What for"), choices=tuple(WAITING.items()))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class OrderAskHelp(StepForm):
    need = forms.CharField(label=_("What you need"), max_length=500, widget=LINES)


class OrderAnswerHelp(TechnicianForm):
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=LINES)
    field_order = ["answer", "technician"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["technician"].required = False
        self.fields["technician"].label = _("Send a second technician")


class OrderFinish(StepForm):
    result = forms.ChoiceField(label=_("Result"), choices=Order.Result.choices, widget=forms.RadioSelect)
    cause = FaultField(label=_("Cause"), required=False)
    remedy = FaultField(label=_("Remedy"), required=False)
    report = forms.CharField(
        label=_("Service report"),
        max_length=5000,
        widget=LINES,
        help_text=_("The customer signs what stands here."),
    )
    work_minutes = forms.IntegerField(label=_("Minutes of work"), min_value=0, max_value=6000)
    travel_minutes = forms.IntegerField(label=_("Minutes on the road"), min_value=0, max_value=6000)
    photos = PhotosField(label=_("Photos"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is None:
            return
        for name, kind in (("cause", "cause"), ("remedy", "action")):
            self.fields[name].offer(self.row.case.family_id, kind)  # type: ignore[attr-defined]
        self.fields["work_minutes"].initial = worked_minutes(self.row, self.now)
        self.fields["travel_minutes"].initial = travelled_minutes(self.row)


class OrderSign(StepForm):
    signer = forms.CharField(label=_("Name of who signs"), max_length=80, required=False)
    signature = SignatureField(label=_("Signature"), required=False)
    absent_reason = forms.CharField(
        label=_("Why nobody signs"), max_length=300, required=False, help_text=_("Only without a signature.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.case.customer:
            self.fields["signer"].initial = self.row.case.customer.name


class OrderReturnVoucher(StepForm):
    reason = forms.CharField(label=_("What is missing"), max_length=300, widget=LINES)


class OrderSignOff(StepForm):
    checked = forms.BooleanField(
        label=_("The voucher is complete: result, times, signature, and it agrees with the call register.")
    )

    def parameters(self) -> dict[str, Any]:
        return {}
