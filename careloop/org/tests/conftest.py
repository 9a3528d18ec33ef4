from datetime import UTC, datetime

import pytest

from careloop.demo import cast

NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def company(db):
    return cast.build(NOW)
