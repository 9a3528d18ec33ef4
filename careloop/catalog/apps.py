from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "careloop.catalog"
    label = "catalog"

    def ready(self) -> None:
        from careloop.catalog import permissions, sheets, words  # noqa: F401
