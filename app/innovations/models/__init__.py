"""The tables of innovations."""

from app.innovations.models.arriving import MAX_ROWS, ImportedRow, InnovationImport, Proposal
from app.innovations.models.innovations import (
    LINK_KINDS,
    MAX_IMAGES,
    MAX_LINKS,
    PARTS,
    InnovationConsent,
    InnovationGoal,
    InnovationImage,
    InnovationLink,
    InnovationSector,
    InnovationText,
    KeptApart,
    SocialInnovation,
    SupportNeed,
    TeamInvitation,
    TeamMember,
)

__all__ = [
    "LINK_KINDS", "MAX_IMAGES", "MAX_LINKS", "MAX_ROWS", "PARTS", "ImportedRow", "InnovationConsent", "InnovationGoal",
    "InnovationImage", "InnovationImport", "InnovationLink", "InnovationSector", "InnovationText", "KeptApart",
    "Proposal", "SocialInnovation", "SupportNeed", "TeamInvitation", "TeamMember",
]  # fmt: skip
