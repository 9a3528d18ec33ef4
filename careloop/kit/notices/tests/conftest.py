from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import override_settings

from careloop.kit import resolvers
from careloop.kit.resolvers import Contact

AT = datetime(2026, 9, 24, 8, 30, tzinfo=UTC)
CONTACTS = {
    7: Contact(language="es", email="ana@example.com", phone="+34 600 000 007"),
    8: Contact(language="zh-hans", email="", phone=""),
}


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture(autouse=True)
def examples() -> Iterator[None]:
    """The example templates of this folder, and a house with two people."""
    templates = deepcopy(django_settings.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    before = resolvers.register(contact_of=CONTACTS.__getitem__)
    with override_settings(TEMPLATES=templates):
        yield
    resolvers._answers.pop("contact_of")
    resolvers.register(**before)
