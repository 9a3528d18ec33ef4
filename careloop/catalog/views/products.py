"""The settings page “Products”, and the page of each of its records with the forms that add and change it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from careloop.catalog import permissions
from careloop.catalog.queries import family_lines
from careloop.catalog.views.nouns import NOUNS, Noun
from careloop.kit.lifecycle.actor import Actor
from careloop.kit.lifecycle.allow import require_everywhere
from careloop.kit.pages.parts import parts_of
from careloop.kit.pages.sheet import sheet
from careloop.kit.request import Request

BOTH = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def overview(request: Request) -> HttpResponse:
    figures = [(noun.title, noun.model._default_manager.count(), f"catalog:{noun.listed}") for noun in NOUNS]
    context = {
        "figures": [(label, count, reverse(name)) for label, count, name in figures],
        "tree": family_lines(),
        "may_manage": may_manage(request.actor),
    }
    return render(request, "catalog/products.html", context)


def record_urls(noun: Noun) -> list[URLPattern]:
    """The page of a record and its two forms; named "family", "family-add", "family-change"."""
    at = f"{noun.listed}/<int:id>"
    return [
        path(f"{noun.listed}/add", _add(noun), name=f"{noun.name}-add"),
        path(at, _page(noun), name=noun.name),
        path(f"{at}/change", _change(noun), name=f"{noun.name}-change"),
    ]


def may_manage(actor: Actor) -> bool:
    return actor.units(permissions.MANAGE.code) is None


def _page(noun: Noun) -> Any:
    @login_required
    @require_safe
    def page(request: Request, id: int) -> HttpResponse:
        row = _row(noun, id)
        languages = [(name, row.names[code]) for code, name in settings.LANGUAGES if row.names.get(code)]
        context = {
            "noun": noun,
            "row": row,
            "listed": reverse(f"catalog:{noun.listed}"),
            "facts": [fact for fact in noun.facts(row) if fact[1] not in (None, "")],
            "names": languages,
            "links": noun.links(row),
            "parts": parts_of(f"catalog.{noun.name}", row, request),
            "may_manage": may_manage(request.actor),
            "change_url": reverse(f"catalog:{noun.name}-change", args=[row.pk]),
            "again_url": f"{reverse(f'catalog:{noun.name}-add')}?like={row.pk}" if noun.again else "",
        }
        return render(request, "catalog/record.html", context)

    return page


def _add(noun: Noun) -> Any:
    @login_required
    @require_http_methods(BOTH)
    def add(request: Request) -> HttpResponse:
        """With `like`, the form begins with what another line says."""
        require_everywhere(request.actor, permissions.MANAGE)
        form = noun.form(request.POST or None, initial=_beginning(noun, request))

        def act() -> None:
            noun.verbs.add(**form.facts(), actor=request.actor, at=request.now)

        back = reverse(f"catalog:{noun.listed}")
        return sheet(request, form, act, title=noun.add_title, button=_("Add"), back=back)

    return add


def _change(noun: Noun) -> Any:
    @login_required
    @require_http_methods(BOTH)
    def change(request: Request, id: int) -> HttpResponse:
        require_everywhere(request.actor, permissions.MANAGE)
        row = _row(noun, id)
        form = noun.form(request.POST or None, initial=noun.so_far(row))
        lead, back = str(row), reverse(f"catalog:{noun.name}", args=[row.pk])

        def act() -> None:
            noun.verbs.change(row, **form.facts(), actor=request.actor, at=request.now)

        return sheet(request, form, act, title=noun.change_title, button=_("Save"), lead=lead, back=back)

    return change


def _row(noun: Noun, id: int) -> Any:
    return get_object_or_404(noun.model._default_manager.select_related(*noun.with_rows), pk=id)


def _beginning(noun: Noun, request: Request) -> dict[str, Any]:
    today: date = localdate(request.now)
    like = request.GET.get("like", "")
    if noun.again and like.isascii() and like.isdecimal() and len(like) < 10:
        return {**noun.so_far(_row(noun, int(like))), "from_on": today}
    given = {name: request.GET[name] for name in noun.form.base_fields if name in request.GET}
    return {"from_on": today, **given}
