from django.urls import include, path

urlpatterns = [
    path("sheets/", include("careloop.kit.sheets.urls")),
    path("accounts/", include("allauth.urls")),
]
