"""The addresses of the pages and of the API."""

from django.urls import include, path

from careloop.api import api

urlpatterns = [
    path("", include("careloop.portal.urls")),
    path("service/", include("careloop.service.urls")),
    path("customers/", include("careloop.customers.urls")),
    path("catalog/", include("careloop.catalog.urls")),
    path("tasks/", include("careloop.tasks.urls")),
    path("settings/", include("careloop.org.urls")),
    path("account/", include("allauth.urls")),
    path("files/", include("careloop.kit.files.urls")),
    path("sheets/", include("careloop.kit.sheets.urls")),
    path("ui/", include("careloop.kit.ui.urls")),
    path("find/", include("careloop.kit.pages.urls")),
    path("api/v1/", api.urls),
]

handler403 = "careloop.kit.ui.views.forbidden"
handler404 = "careloop.kit.ui.views.not_found"
handler500 = "careloop.kit.ui.views.broken"
