"""The bench asks what it says it asks, and counts what was answered."""

import pytest
from django.utils.timezone import now as clock

from careloop.bench import clients, place, report, scenes
from careloop.demo import cast, play


@pytest.mark.django_db(transaction=True)
def test_every_scene_is_answered_and_counted(live_server, settings, tmp_path, monkeypatch):
    settings.ALLOWED_HOSTS = ["*"]
    settings.DATA_DIR, settings.JOURNAL_HEADS_FILE = tmp_path, tmp_path / "heads.txt"
    for name, few in (("WARM", 1), ("READS", 3), ("WRITES", 5), ("MANY", 2)):
        monkeypatch.setattr(scenes, name, few)
    cast.build(clock())
    play.play(6, 1, now=clock(), days=20, say=lambda _line: None)
    host, _colon, port = live_server.url.removeprefix("http://").partition(":")
    measured = scenes.Scenes(host, int(port), clock()).measure(lambda _line: None)
    assert len({each.what for each in measured}) == 9
    assert min(each.queries for each in measured) > 1, [(each.what, each.queries) for each in measured]
    assert min(len(each.timing.each) for each in measured) >= 3
    told = list(report.lines(measured, 6))
    assert told[0].startswith("6 cases, ")
    assert len(told) == len(measured) + 4


@pytest.mark.django_db(transaction=True)
def test_a_wrong_answer_is_no_measurement(live_server, settings):
    settings.ALLOWED_HOSTS = ["*"]
    host, _colon, port = live_server.url.removeprefix("http://").partition(":")
    with pytest.raises(clients.Failed, match="GET /api/v1/service/cases: 401"):
        clients.ask_all(host, int(port), [clients.Ask("GET", "/api/v1/service/cases", {})], 1)


def test_the_bench_has_a_place_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("CARELOOP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CARELOOP_DATABASE_URL", "")
    monkeypatch.setenv("CARELOOP_JOURNAL_KEY", "the company's")
    folder = place.prepare(50, "127.0.0.1", "http://127.0.0.1:8765/")
    assert folder == tmp_path / "bench" / "sqlite-50"
    import os

    assert os.environ["CARELOOP_DATA_DIR"] == str(folder)
    assert os.environ["CARELOOP_JOURNAL_KEY"] not in ("", "the company's")
