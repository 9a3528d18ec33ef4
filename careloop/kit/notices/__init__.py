"""What people and programs are told: written into an outbox with the work, sent after the commit."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careloop.kit.notices.channels import leads_out
    from careloop.kit.notices.inbox import mark_read, unread, unread_count
    from careloop.kit.notices.outbox import Recipient, forget, send
    from careloop.kit.notices.text import preview, text_of

_HOMES = {
    "Recipient": "outbox",
    "forget": "outbox",
    "leads_out": "channels",
    "send": "outbox",
    "mark_read": "inbox",
    "unread": "inbox",
    "unread_count": "inbox",
    "preview": "text",
    "text_of": "text",
}
__all__ = [
    "Recipient",
    "forget",
    "leads_out",
    "mark_read",
    "preview",
    "send",
    "text_of",
    "unread",
    "unread_count",
]


def __getattr__(name: str) -> Any:
    # On first use: Django imports this package before models may be loaded.
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"careloop.kit.notices.{_HOMES[name]}"), name)
