from django.template.loader import render_to_string

from careloop.kit.lifecycle.actor import System
from careloop.kit.pages import RelatedLink, Tab, shown_tabs
from careloop.kit.pages.tests.conftest import NOW

TABS = (Tab("orders", "Orders", "pages/empty.html", count=len), Tab("papers", "Papers", "pages/empty.html"))


class Nobody(System):
    def may(self, capability, unit_id=None):
        return False


def test_the_wanted_tab_is_chosen_or_else_the_first():
    system = System(entered_at=NOW)
    assert [tab.chosen for tab in shown_tabs(TABS, [1, 2], system, "papers")] == [False, True]
    first = shown_tabs(TABS, [1, 2], system, "nonsense")[0]
    assert (first.chosen, first.count, first.url) == (True, 2, "?tab=orders")


def test_a_tab_one_may_not_see_is_not_there():
    secret = Tab("secret", "Secret", "pages/empty.html", capability="x")
    assert shown_tabs((secret,), [], Nobody(entered_at=NOW), "secret") == []


def test_links_are_drawn_with_their_counts():
    html = render_to_string("pages/related.html", {"related": [RelatedLink("Devices <1>", "/devices", 3)]})
    assert "Devices &lt;1&gt;" in html
    assert ">3<" in html
