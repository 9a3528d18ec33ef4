from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "careloop.kit.ui"
    label = "ui"
