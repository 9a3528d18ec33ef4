from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from careloop.kit.ui import views


def blank(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def found(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a href="/ui/">138 0013 2207</a><a href="/ui/examples/case">138 0013 2261</a>')


urlpatterns = [
    path("", blank, name="front"),
    path("calls/", blank, name="calls"),
    path("calls/new/", blank, name="new_call"),
    path("rules/", blank, name="rules"),
    path("search/", found, name="search"),
    path("ui/", include("careloop.kit.ui.urls")),
    path("account/", include("allauth.urls")),
]
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.broken
