"""What a person types for the steps of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.forms import StepForm
from careloop.org.models import Unit
from careloop.service.models import Case, ContactTry
from careloop.service.models.call import Channel

LINES = forms.Textarea(attrs={"rows": 3})


class CaseAssess(StepForm):
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Case.Severity.choices, initial="normal", widget=forms.RadioSelect
    )
    complexity = forms.ChoiceField(
        label=_("Complexity"), choices=Case.Complexity.choices, initial="simple", widget=forms.RadioSelect
    )


class CaseReview(StepForm):
    note = forms.CharField(
        label=_("What you found"),
        max_length=500,
        help_text=_("Does the result answer what the customer asked for, and keep our rules?"),
        widget=LINES,
    )


class CaseInform(StepForm):
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.PHONE)
    words = forms.CharField(
        label=_("What the customer was told"),
        max_length=1000,
        help_text=_("Result, what was done, what to mind from now on."),
        widget=LINES,
    )


class CaseTry(StepForm):
    channel = forms.ChoiceField(label=_("How"), choices=Channel.choices, initial=Channel.PHONE)
    reason = forms.ChoiceField(label=_("Why not reached"), choices=ContactTry.Reason.choices)


class CaseClose(StepForm):
    remark = forms.CharField(label=_("What the customer said"), max_length=300, required=False, widget=LINES)


class CaseHandleAgain(StepForm):
    reason = forms.CharField(label=_("What is not right"), max_length=500, widget=LINES)


class CaseWrite(StepForm):
    text = forms.CharField(label=_("Note for colleagues"), max_length=2000, widget=LINES)


class CaseChangeKind(StepForm):
    kind = forms.ChoiceField(label=_("Who pays"), choices=Case.Kind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].initial = getattr(self.row, "kind", None)


class CasePassOn(StepForm):
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.filter(closed_on=None), to_field_name="code"
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.row.zone if self.row is not None else None
        if zone and zone.unit_id != self.row.unit_id:
            # Whose zone the address lies in is the unit that it is most likely meant for.
            self.fields["unit"].initial = zone.unit


class CaseSolveByPhone(StepForm):
    advice = forms.CharField(
        label=_("What the customer was advised"),
        max_length=1000,
        help_text=_("Only when the customer says that this is enough."),
        widget=LINES,
    )


class CaseEnd(StepForm):
    reason = forms.CharField(label=_("Who said so, and why"), max_length=300, widget=LINES)


class CaseMarkDuplicate(StepForm):
    other = forms.CharField(label=_("Number of the other case"), max_length=24)
