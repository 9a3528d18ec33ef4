from django.conf import settings
from django.db.models import Q


def named(text: str, path: str = "names") -> Q:
    """Rows whose name in any language holds the text; few enough to be read one by one."""
    found = Q()
    for code, _language in settings.LANGUAGES:
        found |= Q(**{f"{path}__{code}__icontains": text})
    return found
