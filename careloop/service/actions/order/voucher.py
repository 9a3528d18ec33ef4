"""The voucher is signed, checked and signed off."""

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from careloop.kit import files
from careloop.kit.lifecycle.verbs import Actor, Unacceptable, action, take
from careloop.service import queries
from careloop.service.actions.order.assignments import end_assignments
from careloop.service.lifecycles import CASE, ORDER
from careloop.service.models import Assignment, Order, VoucherSignature

SIGNED, UNSIGNED = _("signed by the customer"), _("left unsigned")


class NotSigned(Unacceptable):
    sentence = _("Either the customer signs, or the reason why not is written down.")


@action
def sign(
    order: Order,
    *,
    signer: str,
    actor: Actor,
    at: datetime,
    signature: UUID | str | None = None,
    absent_reason: str = "",
) -> None:
    """The customer signs the voucher, over the hash of what it says at that moment (clause B 9)."""
    if signature is None and not absent_reason.strip():
        raise NotSigned(errors={"absent_reason": [NotSigned.sentence]})
    if isinstance(signature, str):
        signature = files.take_signature(signature, actor=actor, at=at).pk
    # The name is kept apart in the journal, so that it can be erased with the customer.
    subject = f"customer:{order.case.customer_id or order.number}"
    take(
        ORDER, "sign", order, actor=actor, at=at,
        told={"voucher": order.voucher.number, "how": SIGNED if signature else UNSIGNED},
        personal={"signer": signer or absent_reason}, subject=subject,
    )  # fmt: skip
    if signature is not None:
        files.attach([signature], order.number, actor=actor, kind="signature")
    content = queries.voucher_content(order)
    VoucherSignature.objects.create(
        voucher=order.voucher,
        signed_at=at,
        signer=signer,
        image_id=signature,
        absent_reason=absent_reason if signature is None else "",
        content=content,
        content_hash=hash_of(content),
    )


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of what was signed."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@action
def return_voucher(order: Order, *, reason: str, actor: Actor, at: datetime) -> None:
    take(ORDER, "return_voucher", order, actor=actor, at=at, told={"why": reason})


@action
def sign_off(order: Order, *, actor: Actor, at: datetime) -> None:
    """The clerk checks the voucher against the register and signs the call off (clauses B 9, B 18)."""
    take(ORDER, "sign_off", order, actor=actor, at=at)
    end_assignments(order, at, Assignment.End.DONE)
    if not queries.other_open_orders(order):
        take(CASE, "finish_service", order.case, actor=actor, at=at, told={"order": order.number})
