"""allauth's forms in the words of docs/words.md."""

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

WHAT_A_PASSWORD_IS = _("At least 8 characters; not your own name, and not one that many people use.")


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name")
        self.fields["remember"].label = _("Keep me signed in")


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Present password")
        self.fields["password1"].help_text = WHAT_A_PASSWORD_IS
        _once_more(self.fields["password2"])


class ForgottenPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = WHAT_A_PASSWORD_IS
        _once_more(self.fields["password2"])


def _once_more(field: Any) -> None:
    field.label = _("New password once more")
    field.widget.attrs.pop("placeholder", None)
