from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from careloop.kit.lifecycle.actor import Actor


class OpenToAll(models.QuerySet[Any]):
    """Masters that everybody who works here may see."""

    def visible_to(self, actor: "Actor") -> "OpenToAll":
        return self
