from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "careloop.demo"
    label = "demo"

    def ready(self) -> None:
        from careloop.demo import guard  # noqa: F401 - registers its check
