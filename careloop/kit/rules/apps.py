from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "careloop.kit.rules"
    label = "rules"

    def ready(self) -> None:
        from careloop.kit.rules import words  # noqa: F401
