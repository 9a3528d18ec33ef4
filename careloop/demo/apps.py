from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "careloop.demo"
    label = "demo"

    def ready(self) -> None:
        from careloop.demo import cast, guard, progress  # noqa: F401 - guard registers its check
        from careloop.kit.ui.context import show_demo

        show_demo(cast.sign_ins, progress.told)
