from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "careloop.kit.notices"
    label = "notices"
