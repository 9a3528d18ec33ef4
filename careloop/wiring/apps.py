from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "careloop.wiring"
    label = "wiring"

    def ready(self) -> None:
        from careloop.kit.lifecycle.reactions import wire
        from careloop.wiring.table import WIRING

        for word, reactions in WIRING.items():
            wire(word, reactions)
