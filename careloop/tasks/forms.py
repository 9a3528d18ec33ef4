from django import forms
from django.utils.translation import gettext_lazy as _

from careloop.kit.lifecycle.forms import StepForm
from careloop.kit.ui.fields import MomentField
from careloop.org.models import Person, Post, Unit

LONG = forms.Textarea(attrs={"rows": 4})


class TaskAsk(StepForm):
    title = forms.CharField(label=_("What is asked"), max_length=200)
    body = forms.CharField(label=_("Details"), max_length=4000, required=False, widget=LONG)
    owner_unit = forms.ModelChoiceField(
        label=_("Asked of unit"), queryset=Unit.objects.filter(closed_on=None), to_field_name="code"
    )
    owner_post = forms.ModelChoiceField(
        label=_("Asked of post"), queryset=Post.objects.all(), to_field_name="code", required=False
    )
    owner = forms.ModelChoiceField(
        label=_("Asked of"),
        queryset=Person.objects.filter(is_active=True),
        required=False,
        to_field_name="username",
    )
    due_at = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("Left empty, the time that the rules give."),
    )
    blocking = forms.BooleanField(label=_("What it is about cannot be closed before"), required=False)

    def clean_owner_post(self) -> str:
        post = self.cleaned_data["owner_post"]
        return post.code if post else ""


class TaskAnswer(StepForm):
    answer = forms.CharField(label=_("Answer"), max_length=4000, widget=LONG)


class TaskSendBack(StepForm):
    why = forms.CharField(label=_("What is missing"), max_length=300)
    due_at = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("Left empty, the time that the rules give."),
    )


class TaskWithdraw(StepForm):
    why = forms.CharField(label=_("Why"), max_length=300)
