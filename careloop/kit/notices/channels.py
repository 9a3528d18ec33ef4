"""The ways out. A channel sends one notice whose subject, body and address are filled in, or raises."""

import base64
import hashlib
import hmac
import ipaddress
import json
import logging
from typing import Protocol
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from .models import Notice

logger = logging.getLogger("careloop.notices")


class Undeliverable(Exception):
    """Trying again would not help: the address or the message is wrong."""


class Channel(Protocol):
    def send(self, notice: Notice) -> None: ...


def channel_of(notice: Notice) -> Channel:
    return import_string(settings.NOTICE_CHANNELS[notice.channel])()


# Of Django's own, those that print or keep a mail instead of handing it over.
PRINTING = tuple(
    f"django.core.mail.backends.{name}.EmailBackend" for name in ("console", "dummy", "filebased")
)


def leads_out(channel: str) -> bool:
    """Whether a message by that channel can reach anybody with the present settings."""
    way: type[Channel] = import_string(settings.NOTICE_CHANNELS[channel])
    return bool(getattr(way, "leads_out", lambda: True)())


class Email:
    @staticmethod
    def leads_out() -> bool:
        return settings.EMAIL_BACKEND not in PRINTING

    def send(self, notice: Notice) -> None:
        if "@" not in notice.address:
            raise Undeliverable("There is no e-mail address.")
        EmailMessage(
            notice.subject, notice.body, to=[notice.address], headers={"Message-ID": self._id(notice)}
        ).send()

    def _id(self, notice: Notice) -> str:
        # The same for each try, so that a mailbox shows it once even if a worker died after sending.
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" <>")
        return f"<careloop-notice-{notice.pk}-{_fingerprint(notice)}@{domain}>"


class Console:
    """For machines without a gateway: the text message goes into the log (level INFO), and to nobody."""

    @staticmethod
    def leads_out() -> bool:
        return False

    def send(self, notice: Notice) -> None:
        if not notice.address:
            raise Undeliverable("There is no phone number.")
        logger.info("Text message to %s: %s", notice.address, notice.body)


class Webhook:
    """POSTs JSON, signed as the Standard Webhooks specification 1.0 says."""

    TIMEOUT = 10  # seconds

    def send(self, notice: Notice) -> None:
        if not may_call(notice.address):
            raise Undeliverable("A webhook's address begins with https:// (or points to this machine).")
        body = json.dumps(self.message(notice), ensure_ascii=False).encode()
        key = f"msg_{notice.pk}_{_fingerprint(notice)}"
        sent = str(int((notice.sent_at or notice.created_at).timestamp()))
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "webhook-id": key,
            "webhook-timestamp": sent,
            "webhook-signature": sign(webhook_secret(notice.address), key, sent, body),
        }
        request = Request(notice.address, data=body, headers=headers, method="POST")  # noqa: S310 (may_call)
        try:
            _opener.open(request, timeout=self.TIMEOUT).close()
        except HTTPError as refusal:
            refusal.close()
            raise ConnectionError(f"The address answered with status {refusal.code}.") from None

    def message(self, notice: Notice) -> dict[str, object]:
        return {
            "type": notice.name,
            "timestamp": notice.created_at.isoformat(),
            "data": {"document": notice.document, "thread": notice.thread, "params": notice.params},
        }


class _NoRedirects(HTTPRedirectHandler):
    # A redirect would lead a signed message to an address that nobody allowed.
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_opener = build_opener(_NoRedirects)


def may_call(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(parts.hostname or ""))
    )


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def webhook_secret(address: str) -> str:
    """What the receiver at that address checks the signature with; every address has a secret of its own."""
    derived = salted_hmac("careloop.kit.notices.webhook", address, algorithm="sha256").digest()
    return "whsec_" + base64.b64encode(derived).decode()


def sign(secret: str, key: str, sent: str, body: bytes) -> str:
    signed = f"{key}.{sent}.".encode() + body
    digest = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _fingerprint(notice: Notice) -> str:
    # Two installations, or one restored from a backup, must not use the same id for different messages.
    told = f"{settings.PUBLIC_URL}|{notice.pk}|{notice.created_at.timestamp()}"
    return salted_hmac("careloop.kit.notices.id", told, algorithm="sha256").hexdigest()[:16]
