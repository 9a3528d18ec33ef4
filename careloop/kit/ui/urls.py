from django.urls import path
from django.views.i18n import set_language

from careloop.kit.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("examples/<slug:name>", views.example, name="example"),
    path("language", set_language, name="language"),
]
