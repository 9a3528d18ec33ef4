from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "careloop.tasks"
    label = "tasks"

    def ready(self) -> None:
        from careloop.kit import numbering
        from careloop.tasks import lifecycles, rules  # noqa: F401

        numbering.register("TK", "tasks.Task", "tasks:task", _("Task"))
