from django.urls import path

from careloop.kit.files.views import download

app_name = "files"
urlpatterns = [
    path("<uuid:id>", download, name="download"),
    path("<uuid:id>/thumb", download, {"thumb": True}, name="thumb"),
]
