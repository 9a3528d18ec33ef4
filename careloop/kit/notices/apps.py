from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "careloop.kit.notices"
    label = "notices"

    def ready(self) -> None:
        from careloop.kit.notices import words  # noqa: F401
