from django.urls import path
from django.views.generic import RedirectView

from careloop.kit.pages import list_view
from careloop.org.lists import PeopleList, SkillList
from careloop.org.views import calendar, calendars, changes, people, posts, profile, rules, skills, units

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
    path("calendars/add", calendars.add, name="calendar-add"),
    path("calendars/<int:id>/change", calendars.change, name="calendar-change"),
    path("units", units.page, name="units"),
    path("units/<str:code>/units/add", units.add, name="unit-add"),
    path("units/<str:code>/zones/add", units.add_zone, name="zone-add"),
    path("units/<str:code>/change", units.change, name="unit-change"),
    path("units/<str:code>/close", units.close, name="unit-close"),
    path("units/<str:code>/zones/<int:id>/change", units.change_zone, name="zone-change"),
    path("units/<str:code>/zones/<int:id>/remove", units.remove_zone, name="zone-remove"),
    path("people", list_view(PeopleList), name="people"),
    path("new-person", changes.add, name="person-add"),
    path("people/<str:username>", people.page, name="person"),
    path("people/<str:username>/appoint", changes.appoint, name="person-appoint"),
    path("people/<str:username>/skill", changes.qualify, name="person-qualify"),
    path("people/<str:username>/absence", changes.be_absent, name="person-absent"),
    path("people/<str:username>/posts/<int:id>/deputy", changes.deputise, name="person-deputise"),
    path("people/<str:username>/posts/<int:id>/end", changes.relieve, name="person-relieve"),
    path("people/<str:username>/change", changes.change, name="person-change"),
    path("people/<str:username>/password", changes.give_password, name="person-password"),
    path("people/<str:username>/leave", changes.leave, name="person-leave"),
    path("people/<str:username>/come-back", changes.come_back, name="person-come-back"),
    path("skills", list_view(SkillList), name="skills"),
    path("new-skill", skills.add, name="skill-add"),
    path("skills/<str:code>", skills.rename, name="skill-rename"),
    path("posts", posts.table, name="posts"),
    path("new-post", posts.add, name="post-add"),
    path("posts/<str:code>", posts.page, name="post"),
    path("posts/<str:code>/rename", posts.rename, name="post-rename"),
]
