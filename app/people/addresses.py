"""Mail addresses as they are kept: valid, in lower case, writable in any mail header."""

from __future__ import annotations

import email_validator

# A cluster may run on its own network, where names like intranet.local are real.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


def normal(address: str) -> str:
    """The address in its one form; ValueError when it is none."""
    if len(address) > 254:
        raise ValueError("too long")
    found = email_validator.validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False)
    return (found.ascii_email or found.normalized).lower()
