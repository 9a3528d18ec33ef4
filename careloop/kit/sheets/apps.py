from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "careloop.kit.sheets"
    label = "sheets"

    def ready(self) -> None:
        from careloop.kit.sheets import words  # noqa: F401  (registers the journal's sentences)
