from functools import lru_cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def key_for(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose ("rows", "blocks", "people"), none of which tells another."""
    return _derived(settings.JOURNAL_KEY, purpose)


@lru_cache
def _derived(secret: str, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"careloop journal {purpose}".encode()).derive(secret.encode())
