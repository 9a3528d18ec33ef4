from django.apps import AppConfig
from django.core import checks


class LifecycleConfig(AppConfig):
    name = "careloop.kit.lifecycle"
    label = "lifecycle"

    def ready(self) -> None:
        from careloop.kit.lifecycle.check import every_step_is_whole

        checks.register(every_step_is_whole)
