from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "careloop.kit.journal"
    label = "journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        # The one signal of the house: Django tells only this way that a migration is over, and SQLite
        # drops a table's triggers whenever a migration rebuilds the table.
        post_migrate.connect(guard_again, sender=self, dispatch_uid="journal.guard_again")


def guard_again(using: str, **facts: Any) -> None:
    from careloop.kit.journal.triggers import install_triggers

    install_triggers(connections[using])
