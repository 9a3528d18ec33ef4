import pytest
from django.conf import settings as project

if "postgresql" not in project.DATABASES["default"]["ENGINE"]:
    collect_ignore = ["test_late_arrivals.py"]


@pytest.fixture(autouse=True)
def heads_file(settings, tmp_path):
    settings.JOURNAL_HEADS_FILE = tmp_path / "var" / "heads.txt"
    return settings.JOURNAL_HEADS_FILE
