"""The tables of consultations."""

from comity.consultation.models.contributions import Anchor, Contribution
from comity.consultation.models.rounds import Consultation, Participant, Round

__all__ = ["Anchor", "Consultation", "Contribution", "Participant", "Round"]
