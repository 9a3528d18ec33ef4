from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "careloop.kit.papers"
    label = "papers"
    verbose_name = _("Papers")

    def ready(self) -> None:
        from careloop.kit.papers import checks  # noqa: F401

        autodiscover_modules("papers")
