"""The phones of the demo's customers: made up like them, so a message reaches the one it is for and nobody."""

from careloop.kit.notices.channels import Undeliverable
from careloop.kit.notices.models import Notice


class MadeUpPhones:
    def send(self, notice: Notice) -> None:
        if not notice.address:
            raise Undeliverable("There is no phone number.")
