"""Cases over the API: for members in their account, for both sides with their receipt alone."""

from comity.api.cases.member import router as member
from comity.api.cases.party import router as party

__all__ = ["member", "party"]
