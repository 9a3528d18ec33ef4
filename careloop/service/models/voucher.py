from django.db import models
from django.db.models import Q


class VoucherQuerySet(models.QuerySet["Voucher"]):
    def visible_to(self, actor) -> "VoucherQuerySet":
        from careloop.service.models.order import Order

        return self.filter(order__in=Order.objects.visible_to(actor))


class Voucher(models.Model):
    """The order's paper: opened with it, signed by the customer (clauses B 8, B 9)."""

    number = models.CharField(max_length=24, unique=True)
    order = models.OneToOneField("service.Order", models.CASCADE, related_name="voucher")

    objects = VoucherQuerySet.as_manager()

    def __str__(self) -> str:
        return self.number


class VoucherSignature(models.Model):
    """One signature over the hash of what was signed; or the reason why there is none."""

    voucher = models.ForeignKey(Voucher, models.CASCADE, related_name="signatures")
    signed_at = models.DateTimeField()
    signer = models.CharField(max_length=80, blank=True)
    image_id = models.UUIDField(null=True, unique=True)
    absent_reason = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image_id__isnull=False) | ~Q(absent_reason=""),
                name="service_signature_or_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.voucher_id} {self.signer}"
