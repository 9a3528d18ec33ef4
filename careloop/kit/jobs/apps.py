from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "careloop.kit.jobs"
    label = "jobs"
