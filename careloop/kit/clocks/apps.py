from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "careloop.kit.clocks"
    label = "clocks"

    def ready(self) -> None:
        from careloop.kit.clocks import words  # noqa: F401
