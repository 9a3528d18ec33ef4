from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
    collect_ignore = ["test_sequences.py"]


@pytest.fixture(scope="module", autouse=True)
def sequences_go(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Sequences are made outside the test's transaction, so its rollback leaves them standing."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT sequencename FROM pg_sequences "
                    "WHERE sequencename ~ '^numbering_[a-z]{2}[0-9]{2}_'"
                )
                for (name,) in cursor.fetchall():
                    cursor.execute(f'DROP SEQUENCE "{name}"')
