"""What the floors below may ask of a case by its number."""

from careloop.kit.lifecycle.verbs import hold
from careloop.service.lifecycles import CASE
from careloop.service.models import Case


def keep_open(document: str) -> bool:
    """Only a case waits for answers (E process 2.2): held, it cannot be closed before what asks is written."""
    case = Case.objects.filter(number=document).first()
    return case is not None and hold(CASE, case).state != "closed"
