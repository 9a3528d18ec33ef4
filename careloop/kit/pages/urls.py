from django.urls import path

from careloop.kit.pages import views

app_name = "pages"
urlpatterns = [path("search", views.find, name="search")]
