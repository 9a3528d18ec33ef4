from django.urls import path

from careloop.portal.views import home, messages

app_name = "portal"

urlpatterns = [
    path("", home.page, name="home"),
    path("messages", messages.page, name="messages"),
    path("messages/read", messages.read, name="messages-read"),
    path("messages/<int:id>", messages.open_one, name="message-open"),
]
