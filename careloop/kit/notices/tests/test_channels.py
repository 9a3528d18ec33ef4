import base64
import hashlib
import hmac
import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail

from careloop.kit.jobs.define import POST, QUICK
from careloop.kit.notices import Recipient, send
from careloop.kit.notices.channels import leads_out, may_call, sign, webhook_secret
from careloop.kit.notices.models import Notice
from careloop.kit.notices.outbox import deliver

pytestmark = pytest.mark.django_db


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((dict(self.headers), body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_):
        pass


@pytest.fixture
def receiver():
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.received, server.status = [], 204
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def post(address, at):
    to = Recipient(address=address, channel="webhook")
    return send("test/visit", to=to, params={"name": "张伟", "day": at}, document="WO26-NB-000001", at=at)


def address_of(server):
    return f"http://127.0.0.1:{server.server_port}/hook"


def test_a_webhook_posts_json_whose_signature_the_receiver_can_check(receiver, at):
    post(address_of(receiver), at)
    assert deliver.func(at=at) == 1
    ((headers, body),) = receiver.received
    message = json.loads(body)
    assert (message["type"], message["data"]["document"]) == ("test/visit", "WO26-NB-000001")
    assert message["data"]["params"]["name"] == "张伟"
    key = base64.b64decode(webhook_secret(address_of(receiver)).removeprefix("whsec_"))
    signed = f"{headers['Webhook-Id']}.{headers['Webhook-Timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    assert headers["Webhook-Signature"] == f"v1,{expected}"
    assert headers["Webhook-Timestamp"] == str(int(at.timestamp()))


def test_the_signature_is_that_of_the_standard_webhooks_specification():
    # the example that its reference libraries test with
    secret, key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek"
    signature = sign(secret, key, "1614265330", b'{"test": 2432232314}')
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_yes_is_tried_again(receiver, at, status):
    receiver.status = status
    post(address_of(receiver), at)
    assert deliver.func(at=at) == 0
    notice = Notice.objects.get()
    assert (notice.state, notice.error) == (
        "waiting",
        f"ConnectionError: The address answered with status {status}.",
    )
    assert len(receiver.received) == 1, "a redirect was followed"


def test_each_try_carries_the_same_id(receiver, at):
    receiver.status = 500
    post(address_of(receiver), at)
    deliver.func(at=at)
    receiver.status = 200
    deliver.func(at=Notice.objects.get().due_at)
    first, second = (headers["Webhook-Id"] for headers, _ in receiver.received)
    assert first == second


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://example.com/hook", True),
        ("http://127.0.0.1:9000/", True),
        ("http://[::1]/", True),
        ("http://localhost/", True),
        ("http://example.com/", False),
        ("http://127.0.0.1.example.com/", False),
        ("http://192.168.0.1/", False),
        ("file:///etc/passwd", False),
        ("ftp://localhost/", False),
        ("https:///nowhere", False),
        ("", False),
    ],
)
def test_only_encrypted_addresses_or_this_machine_are_called(address, allowed):
    assert may_call(address) is allowed


def test_an_address_that_may_not_be_called_fails_for_good(at):
    post("http://example.com/hook", at)
    assert deliver.func(at=at) == 0
    assert Notice.objects.get().state == "failed"


def test_every_address_has_a_secret_of_its_own():
    assert webhook_secret("https://a.example/") != webhook_secret("https://b.example/")


def test_text_messages_go_to_the_log_without_a_gateway(at, caplog):
    to = Recipient(address="+86 138 0000 0000", channel="sms", language="en")
    with caplog.at_level(logging.INFO, "careloop.notices"):
        send("test/visit", to=to, params={"name": "Li"}, document="WO26-NB-000001", at=at)
        assert deliver.func(at=at) == 0
    notice = Notice.objects.get()
    assert (notice.state, notice.sent_at, notice.body != "") == ("unsent", None, True)
    assert deliver.func(at=at + Notice.LEASE) == 0
    assert "+86 138 0000 0000: Li," in caplog.text
    assert not mail.outbox


@pytest.mark.parametrize("backend", ["console", "dummy"])
def test_a_mail_that_is_only_printed_does_not_count_as_sent(at, settings, backend):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert not leads_out("email")
    send("test/visit", to=Recipient(address="li@example.com"), params={}, document="WO26-NB-000001", at=at)
    assert deliver.func(at=at) == 0
    assert Notice.objects.get().state == "unsent"


def test_a_mail_server_that_hangs_is_left_and_holds_up_nothing_quick(settings):
    assert settings.EMAIL_TIMEOUT == 10
    assert deliver.queue_name == POST != QUICK


def test_each_mail_has_an_id_of_its_own_that_a_second_try_repeats(at):
    to = Recipient(address="li@example.com")
    for _ in range(2):
        send("test/visit", to=to, params={}, document="WO26-NB-000001", at=at)
    deliver.func(at=at)
    Notice.objects.update(state="waiting")  # as a worker leaves it that dies right after sending
    deliver.func(at=at + Notice.LEASE)
    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(set(ids)) == 2
    assert ids[:2] == ids[2:]
