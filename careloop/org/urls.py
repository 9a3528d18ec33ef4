from django.urls import path
from django.views.generic import RedirectView

from careloop.kit.pages import list_view
from careloop.org.views import calendar, changes, people, profile, rules, units

app_name = "org"

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="org:profile"), name="settings"),
    path("profile", profile.page, name="profile"),
    path("profile/tokens/<int:id>/revoke", profile.revoke, name="token-revoke"),
    path("language", profile.language, name="language"),
    path("rules", rules.listing, name="rules"),
    path("rules/<str:name>", rules.page, name="rule"),
    path("rules/<str:name>/change", rules.change, name="rule-change"),
    path("calendar", calendar.page, name="calendar"),
    path("calendar/day", calendar.set_day, name="calendar-day"),
    path("calendar/days/<int:id>/remove", calendar.remove_day, name="calendar-day-remove"),
    path("calendar/week", calendar.set_week, name="calendar-week"),
    path("units", units.page, name="units"),
    path("units/<str:code>/units/add", units.add, name="unit-add"),
    path("units/<str:code>/zones/add", units.add_zone, name="zone-add"),
    path("people", list_view(people.PeopleList), name="people"),
    path("new-person", changes.add, name="person-add"),
    path("people/<str:username>", people.page, name="person"),
    path("people/<str:username>/appoint", changes.appoint, name="person-appoint"),
    path("people/<str:username>/skill", changes.qualify, name="person-qualify"),
    path("people/<str:username>/absence", changes.be_absent, name="person-absent"),
    path("people/<str:username>/posts/<int:id>/deputy", changes.deputise, name="person-deputise"),
    path("people/<str:username>/posts/<int:id>/end", changes.relieve, name="person-relieve"),
    path("posts", people.posts, name="posts"),
]
