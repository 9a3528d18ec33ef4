"""A list of people, declared as a domain would."""

from django.db.models import Q, QuerySet
from django.urls import include, path

from careloop.kit.pages import (
    Button,
    ChoiceFilter,
    Column,
    Empty,
    FlagFilter,
    ListPage,
    PeriodFilter,
    RowFilter,
    TextFilter,
    list_view,
)
from careloop.org.models import Person, Unit


class People(ListPage):
    name = "test.people"
    title = "People"
    model = Person
    columns = (
        Column("username", "User name", mono=True, link=True, sort="username"),
        Column("name", "Name", sort="name"),
        Column("unit.code", "Unit", sort="unit__code"),
        Column("last_login", "Last here", sort="last_login"),
    )
    filters = (
        ChoiceFilter("language", "Language", [("en", "English"), ("es", "Spanish")], several=True),
        PeriodFilter("login_at", "Seen", path="last_login"),
        RowFilter("unit", "Unit", lambda actor: Unit.objects.all()),
        FlagFilter("gone", "Gone", Q(is_active=False)),
        TextFilter("phone", "Phone"),
    )
    order = ("username",)
    page_size = 3
    capability = "org.person.see"
    searched_by = "Name"
    buttons = (Button("New person", "people", main=True), Button("Secret", "people", "never.held"))
    empty = Empty("No people yet", "Add the first.", Button("New person", "people"))

    def rows(self, actor) -> QuerySet:
        return Person.objects.visible_to(actor).select_related("unit")

    def search(self, rows: QuerySet, text: str) -> QuerySet:
        return rows.filter(name__icontains=text)

    def url(self, row: Person) -> str:
        return f"/people/{row.username}"


urlpatterns = [
    path("people", list_view(People), name="people"),
    path("people/<str:number>", list_view(People), name="person"),
    path("", include("careloop.kit.pages.urls")),
    path("accounts/", include("allauth.urls")),
]
