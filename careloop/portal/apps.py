from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "careloop.portal"
    label = "portal"

    def ready(self) -> None:
        from careloop.portal.views import shell

        shell.register()
