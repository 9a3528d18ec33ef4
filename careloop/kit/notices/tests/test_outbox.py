import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django_tasks_db.models import DBTaskResult as JobRow

from careloop.kit.journal.queries import timeline
from careloop.kit.notices import Recipient, inbox, outbox, send
from careloop.kit.notices.channels import Email
from careloop.kit.notices.models import Notice
from careloop.kit.notices.outbox import deliver
from careloop.kit.notices.text import text_of

pytestmark = pytest.mark.django_db
ANA = Recipient(person_id=7)
LI = Recipient(address="li@example.com", language="zh-hans", name="Li")


def write(at, to=LI, **params):
    return send(
        "test/visit",
        to=to,
        params={"name": "Li", **params},
        document="WO26-NB-000001",
        thread="SC26-NB-000001",
        at=at,
    )


def test_a_notice_is_sent_after_the_commit_and_kept_as_it_was_sent(at, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        write(at)
        write(at)
        assert not mail.outbox
    assert JobRow.objects.get().task_path == "careloop.kit.notices.outbox.deliver", "one wake-up is enough"
    assert deliver.func(at=at) == 2
    notice = Notice.objects.first()
    assert (notice.state, notice.sent_at, notice.thread) == ("sent", at, "SC26-NB-000001")
    assert mail.outbox[0].to == ["li@example.com"]
    assert (mail.outbox[0].subject, mail.outbox[0].body) == (notice.subject, notice.body)
    assert deliver.func(at=at) == 0


def test_of_work_that_failed_nobody_is_told(at):
    with transaction.atomic():
        write(at)
        transaction.set_rollback(True)
    assert deliver.func(at=at) == 0
    assert not mail.outbox


def test_a_person_of_the_house_is_told_in_their_language_at_their_address(at):
    write(at, to=ANA)
    deliver.func(at=at)
    assert mail.outbox[0].to == ["ana@example.com"]
    assert mail.outbox[0].subject.lower().startswith("domingo")


def test_a_recipient_must_be_somebody(at):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(at, to=Recipient())


def test_without_an_address_it_fails_for_good_and_says_why(at):
    write(at, to=Recipient(person_id=8))
    assert deliver.func(at=at) == 0
    notice = Notice.objects.get()
    assert (notice.state, notice.error) == ("failed", "Undeliverable: There is no e-mail address.")


def test_one_that_fails_does_not_hold_up_the_others(at, monkeypatch):
    write(at, to=Recipient(address="nobody"))
    write(at)
    assert deliver.func(at=at) == 1


def test_a_failure_is_tried_again_later_and_not_for_ever(at, monkeypatch):
    monkeypatch.setattr(Email, "send", _out_of_order)
    write(at)
    tries = 0
    while Notice.objects.filter(state="waiting").exists():
        at = Notice.objects.get().due_at
        deliver.func(at=at)
        tries += 1
    notice = Notice.objects.get()
    assert (tries, notice.tries, notice.state) == (Notice.TRIES, Notice.TRIES, "failed")
    assert notice.error == "ConnectionError: the mail server is out of order"
    (told,) = timeline("SC26-NB-000001")
    assert told.sentence == "The message could not be delivered: E-mail"


def _out_of_order(self, notice):
    raise ConnectionError("the mail server is out of order")


def test_a_worker_that_comes_while_another_sends_does_not_send_too(at, monkeypatch):
    really = Email.send
    others = []

    def send_while_another_worker_looks(self, notice):
        others.append(deliver.func(at=at))
        really(self, notice)

    monkeypatch.setattr(Email, "send", send_while_another_worker_looks)
    write(at)
    assert deliver.func(at=at) == 1
    assert others == [0]
    assert len(mail.outbox) == 1


def test_a_worker_that_saw_the_notice_before_another_sent_it_does_not_send_it(at):
    write(at)
    seen = Notice.objects.get()
    deliver.func(at=at)
    assert outbox._claim(seen, at) is False


def test_what_a_worker_left_half_done_is_sent_when_its_lease_is_over(at):
    write(at)
    assert outbox._claim(Notice.objects.get(), at)
    assert deliver.func(at=at) == 0
    assert deliver.func(at=at + Notice.LEASE) == 1


@pytest.mark.django_db(transaction=True)
def test_many_workers_send_each_notice_once(at):
    for _ in range(20):
        write(at)
    together, sent = threading.Barrier(4), []

    def work():
        together.wait(10)
        sent.append(deliver.func(at=at))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(sent) == len(mail.outbox) == 20


def test_inside_the_program_it_is_there_at_once_and_worded_for_the_reader(at):
    write(at, to=Recipient(person_id=7, channel="inapp"))
    write(at, to=Recipient(person_id=8, channel="inapp"))
    assert deliver.func(at=at) == 0
    assert inbox.unread_count(7) == 1
    (notice,) = inbox.unread(7)
    assert text_of(notice, "en").subject == "Sunday: Li"
    assert text_of(notice, "zh-hans").subject == "星期日: Li"


def test_only_ones_own_notices_can_be_marked_as_read(at):
    for person in (7, 7, 8):
        write(at, to=Recipient(person_id=person, channel="inapp"))
    first = inbox.unread(7)[-1]
    assert inbox.mark_read(8, at, [first.pk]) == 0
    assert inbox.mark_read(7, at, [first.pk]) == 1
    assert inbox.unread_count(7) == 1
    assert inbox.mark_read(7, at) == 1
    assert (inbox.unread_count(7), inbox.unread_count(8)) == (0, 1)


def test_an_unknown_channel_is_refused_when_it_is_written(at):
    with pytest.raises(ValueError, match="pigeon"):
        write(at, to=Recipient(address="roof", channel="pigeon"))
