from django.apps import AppConfig


class EpochsConfig(AppConfig):
    name = "careloop.kit.epochs"
    label = "epochs"
