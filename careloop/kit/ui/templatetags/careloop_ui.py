"""How templates write moments, hours, money, phones and names."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import phonenumbers
from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from careloop.kit import names as kit_names
from careloop.kit.mask import mask
from careloop.kit.rules import clauses
from careloop.kit.ui import moments

register = template.Library()

SIGNS = {"CNY": "¥", "JPY": "¥", "EUR": "€", "USD": "$", "MXN": "$", "GBP": "£", "HKD": "HK$", "TWD": "NT$"}
NO_VALUE = "–"
# The first sign that is found decides: every browser also claims to be some of those below it.
BROWSERS = (
    ("MicroMessenger/", "WeChat"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | date | None) -> str:
    """A <time> element; "today" and its neighbours in words, as seen from the page's `now`."""
    if at is None:
        return NO_VALUE
    now = context.get("now")
    if not isinstance(at, datetime):
        written = moments.day(at, localtime(now).date() if now else None)
        return format_html('<time datetime="{}">{}</time>', at.isoformat(), written)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(), moments.moment(at, now))


@register.simple_tag
def asset(path: str) -> str:
    """As `static`, but never an error: the page that tells of a fault must not fail over its own style."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.filter("moment")
def moment_text(at: datetime | date | None, now: datetime | None = None) -> str:
    """The same as plain text, within sentences and attributes; in words only when `now` is given."""
    if at is None:
        return NO_VALUE
    if isinstance(at, datetime):
        return moments.moment(at, now, inside=True)
    return moments.day(at, localtime(now).date() if now else None, inside=True)


@register.filter
def plain_day(at: datetime | date | None) -> str:
    """With the year and without a weekday: a purchase, a warranty, a contract."""
    if at is None:
        return NO_VALUE
    return moments.plain_day(localtime(at).date() if isinstance(at, datetime) else at)


@register.simple_tag(takes_context=True)
def span(context: Context, from_at: datetime, until_at: datetime) -> str:
    return moments.span(from_at, until_at, context.get("now"))


@register.filter
def hours(length: timedelta | None) -> str:
    return NO_VALUE if length is None else moments.hours(length)


@register.filter
def money(amount: Decimal | None, currency: str | None = None) -> str:
    """In the company's currency; `money:""` leaves the sign out, for columns that say it in the heading."""
    if amount is None:
        return NO_VALUE
    written = number_format(abs(Decimal(amount)), 2, use_l10n=True, force_grouping=True)
    code = settings.CURRENCY if currency is None else currency
    sign = SIGNS.get(code, code)
    minus = "−" if amount < 0 else ""
    if sign and (get_language() == "es" or sign.isalpha()):
        return f"{minus}{written}\u00a0{sign}"
    return f"{minus}{sign}{written}"


@register.filter
def phone(number: str | None, how: str = "") -> str:
    """Grouped as its country writes it; `phone:"masked"` hides more than half of it."""
    if not number:
        return NO_VALUE
    written = _grouped(number)
    if how != "masked":
        return written
    return mask("".join(sign for sign in written if sign.isdigit()))


def _grouped(number: str) -> str:
    try:
        read = phonenumbers.parse(number, settings.COUNTRY)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_possible_number(read):
        return number
    at_home = phonenumbers.region_code_for_country_code(read.country_code or 0) == settings.COUNTRY
    how = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(read, how)


@register.filter
def say(names: Mapping[str, str] | str | None) -> str:
    """The name of a master record in the reader's language."""
    return kit_names.say(names)


@register.filter
def phrase(words: str) -> str:
    """Somebody's words without their last stop, for a sentence that goes on after them."""
    return str(words).rstrip().rstrip("。．.！!；;，,")


@register.filter
def pair(name: Any, value: Any) -> str:
    """A name and its value with the colon of the language; escaped like any text."""
    return gettext("%(name)s: %(value)s") % {"name": name, "value": value}


@register.filter
def listed(items: Iterable[Any]) -> str:
    return kit_names.listed(items)


@register.filter
def clause(written: str) -> str:
    """Where in the regulation it stands, in the reader's language."""
    return clauses.said(written)


@register.filter
def initials(name: str | None) -> str:
    """One Chinese character, or the first letters of two names."""
    words = str(name or "").split()
    if not words:
        return "·"
    first = words[0][0]
    if first > "\u2e7f" or len(words) == 1:
        return first.upper()
    return (first + words[-1][0]).upper()


@register.filter
def browser(user_agent: str) -> str:
    """As in "Firefox · Windows", out of the long line browsers send; else the beginning of that line."""
    known = [next((name for sign, name in table if sign in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, known)) or Truncator(user_agent).chars(60)


@register.filter
def trimmed(drawn: str) -> SafeString:
    """A drawn piece without the blanks around it: what holds nothing is then `:empty` to the style sheet."""
    return mark_safe(drawn.strip())  # noqa: S308 a template drew it, and escaped what it was given


@register.filter
def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """What a part was given beyond its own attributes, escaped (cotton's own `{{ attrs }}` is not)."""
    given = getattr(attrs, "attrs_dict", attrs.copy if isinstance(attrs, dict) else dict)()
    written = [
        conditional_escape(key) if value is True else format_html('{}="{}"', key, value)
        for key, value in given.items()
        if value is not False and value is not None
    ]
    return mark_safe(" ".join(written))  # noqa: S308 each piece is escaped above


@register.filter
def field_control(field: BoundField) -> str:
    """What the field is drawn as: "check", "picks", "group" or "plain"."""
    kind = field.widget_type
    if kind == "checkbox":
        return "check"
    if kind in {"radioselect", "checkboxselectmultiple"}:
        return "picks"
    return "group" if field.use_fieldset else "plain"
