from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from careloop.org.actions import profile


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: people are added by whoever manages people."""
        return False

    def user_display(self, user: Any) -> str:
        return user.name

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To work: whoever had to choose one was on the way there."""
        return "/"

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        profile.password_chosen(user)
