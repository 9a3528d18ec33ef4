from django.urls import path

from careloop.kit.sheets import views

app_name = "sheets"
urlpatterns = [
    path("", views.index, name="index"),
    path("imports/<uuid:id>", views.show, name="import"),
    path("imports/<uuid:id>/columns", views.choose, name="columns"),
    path("imports/<uuid:id>/go-on", views.go_on, name="go_on"),
    path("imports/<uuid:id>/refused.xlsx", views.refused, name="refused"),
    path("<str:name>", views.upload, name="upload"),
    path("<str:name>/template.xlsx", views.template, name="template"),
]
