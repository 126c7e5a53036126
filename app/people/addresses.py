"""Mail addresses as they are kept: valid, in lower case, writable in any mail header."""

from __future__ import annotations

from functools import cache
from types import ModuleType


def normal(address: str) -> str:
    """The address in its one form; ValueError when it is none."""
    if len(address) > 254:
        raise ValueError("too long")
    found = _validator().validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False)
    return (found.ascii_email or found.normalized).lower()


@cache
def _validator() -> ModuleType:
    """Read when the first address comes: not every process meets one, and it takes a while."""
    import email_validator

    # A cluster may run on its own network, where names like intranet.local are real.
    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    return email_validator
