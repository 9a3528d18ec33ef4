"""The form of the gallery: one field of every kind, empty and refused."""

from django import forms

from careloop.kit.ui.widgets import Choose, PhoneInput, PhotosField, SignaturePad


class SampleForm(forms.Form):
    caller = forms.CharField(
        label="Number that calls",
        widget=PhoneInput(attrs={"class": "large"}),
        help_text="Digits as they are shown",
    )
    said = forms.CharField(label="What the customer says", widget=forms.Textarea(attrs={"rows": 3}))
    channel = forms.ChoiceField(
        label="Channel",
        choices=[("phone", "Phone"), ("web", "Web"), ("counter", "Counter")],
        widget=forms.RadioSelect,
        initial="phone",
    )
    severity = forms.ChoiceField(label="Severity", choices=[("normal", "Normal"), ("high", "High")])
    model = forms.ChoiceField(
        label="Model", widget=Choose, choices=[(str(n), f"WD-{800 + n} 滚筒洗衣机") for n in range(40)]
    )
    bought_on = forms.DateField(label="Bought on", required=False)
    arrives_at = forms.DateTimeField(label="Comes at", required=False)
    labour = forms.DecimalField(label="Hours", required=False, max_digits=4, decimal_places=1)
    skills = forms.MultipleChoiceField(
        label="Skills",
        required=False,
        choices=[("wash", "Washing"), ("cool", "Cooling"), ("gas", "Gas")],
        widget=forms.CheckboxSelectMultiple,
    )
    consent = forms.BooleanField(label="The customer agrees to messages", required=False)
    photos = PhotosField(label="Photos", required=False)
    signature = forms.CharField(label="Signature", required=False, widget=SignaturePad)


def failed_form() -> SampleForm:
    form = SampleForm({"caller": "", "severity": "unknown", "bought_on": "soon"}, prefix="failed")
    form.add_error(None, "This customer is there twice.")
    return form
