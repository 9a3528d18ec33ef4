"""A signature stands under one text: only a drawn one, sent for this voucher, and never again under another."""

from random import Random

import pytest
from django.db import IntegrityError, transaction

from careloop.demo import cast
from careloop.demo.strokes import signature
from careloop.kit import files
from careloop.kit.files.actions import CannotAttach
from careloop.kit.files.signatures import from_data_url
from careloop.kit.files.tests.pictures import jpeg
from careloop.service.actions import order
from careloop.service.models import VoucherSignature
from careloop.service.tests.stage import NOW, Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Stage(cast.build(NOW), monkeypatch)


@pytest.fixture
def chen(stage):
    return stage.actor("chen.jianguo")


@pytest.fixture
def finished(stage, chen):
    job = stage.dispatched(stage.assessed())
    order.accept(job, actor=chen, at=NOW)
    order.arrive(job, actor=chen, at=NOW)
    finish(job, chen, "已调平")
    return job


def finish(job, chen, report):
    order.finish(job, result="repaired", report=report, work_minutes=20, actor=chen, at=NOW)


def sent(chen, content, kind):
    return files.take(Sent(content), actor=chen, at=NOW, kind=kind).pk


class Sent:
    name = "a"

    def __init__(self, content):
        self.content = content

    def read(self, _bytes):
        return self.content


def drawn():
    return from_data_url(signature(Random(1)))


@pytest.mark.parametrize(("content", "kind"), [(jpeg(), "photo"), (b"signed, Zhou", "document")])
def test_a_file_of_another_kind_is_no_signature(finished, chen, content, kind):
    with pytest.raises(CannotAttach):
        order.sign(finished, signer="周淑芬", signature=sent(chen, content, kind), actor=chen, at=NOW)
    finished.refresh_from_db()
    assert finished.state == "finished"
    assert not VoucherSignature.objects.exists()


def test_a_text_is_no_photo(stage, chen):
    job = stage.dispatched(stage.assessed())
    order.accept(job, actor=chen, at=NOW)
    order.arrive(job, actor=chen, at=NOW)
    with pytest.raises(CannotAttach):
        order.finish(
            job, result="repaired", report="好", photos=[sent(chen, b"text", "document")], actor=chen, at=NOW
        )


def test_an_old_signature_does_not_sign_what_was_changed_since(stage, finished, chen):
    image = sent(chen, drawn(), "signature")
    order.sign(finished, signer="周淑芬", signature=image, actor=chen, at=NOW)
    order.return_voucher(finished, reason="报告不全", actor=stage.actor("li.wen"), at=NOW)
    if finished.state != "finished":
        finish(finished, chen, "更换减震器")
    with pytest.raises(CannotAttach):
        order.sign(finished, signer="周淑芬", signature=image, actor=chen, at=NOW)
    order.sign(finished, signer="周淑芬", signature=sent(chen, drawn(), "signature"), actor=chen, at=NOW)


def test_the_database_gives_an_image_to_one_signature(finished, chen):
    image = sent(chen, drawn(), "signature")
    order.sign(finished, signer="周淑芬", signature=image, actor=chen, at=NOW)
    first = VoucherSignature.objects.get()
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)
