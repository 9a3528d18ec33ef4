"""A photo that was chosen is not lost when the form comes back: it is taken in first and named by its id."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from careloop.demo import cast
from careloop.kit.files.models import File
from careloop.kit.files.tests.pictures import jpeg
from careloop.service.actions import order
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db
GIVEN = {"result": "repaired", "report": "已修", "work_minutes": 20, "travel_minutes": 5}
KEPT = re.compile(r'name="photos" value="([0-9a-f-]{36})" checked')


@pytest.fixture
def stage(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Stage(cast.build(NOW), monkeypatch)


@pytest.fixture
def job(stage):
    found = stage.dispatched(stage.assessed())
    for each in (order.accept, order.arrive):
        each(found, actor=stage.actor("chen.jianguo"), at=NOW)
    return found


@pytest.fixture
def send(stage, job):
    def sent(**more):
        url = reverse("service:order-finish", args=[job.number])
        return stage.client("chen.jianguo").post(url, {**GIVEN, **more})

    return sent


def photo(content=None, name="a.jpg"):
    return SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")


def kept(response):
    return KEPT.findall(response.content.decode())


def test_chosen_photos_stay_with_a_form_that_comes_back(send, job):
    refused = send(report="", photos=[photo(), photo(jpeg(300, 200))])
    assert refused.status_code == 422
    ids = kept(refused)
    assert set(ids) == {str(id) for id in File.objects.values_list("pk", flat=True)}
    assert reverse("files:thumb", args=[ids[0]]) in refused.content.decode()
    again = send(report="", photos=ids)
    assert kept(again) == ids
    assert File.objects.count() == 2
    assert send(photos=ids).status_code == 302
    assert set(File.objects.values_list("document", flat=True)) == {job.number}


def test_one_is_left_out_and_another_added(send, job):
    first, second = kept(send(report="", photos=[photo(), photo()]))
    assert send(photos=[second, photo()]).status_code == 302
    assert File.objects.filter(document=job.number).count() == 2
    assert File.objects.get(pk=first).document == ""


def test_a_good_one_stays_beside_one_that_is_refused(send, job):
    refused = send(photos=[photo(), photo(b"nothing", "b.jpg")])
    assert refused.status_code == 422
    assert "b.jpg: This is not a photo" in refused.content.decode()
    assert len(kept(refused)) == 1
    job.refresh_from_db()
    assert job.state == "working"


def test_after_a_refused_step_they_stay_too(stage, send, job):
    order.finish(job, result="repaired", report="好", actor=stage.actor("chen.jianguo"), at=NOW)
    refused = send(photos=[photo()])
    assert refused.status_code == 409
    assert len(kept(refused)) == 1
