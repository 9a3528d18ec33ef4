from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "careloop.kit.pages"
    label = "pages"

    def ready(self) -> None:
        from careloop.kit.ui import navigation

        navigation.place("search", "pages:search")
