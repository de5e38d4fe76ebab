"""What codes forget with a person."""

from datetime import datetime

from comity.codes.models import (
    AboutText,
    GlossaryTerm,
    KeptTranslations,
    ProvisionText,
    Talk,
    TranslationStep,
)


def forget(person_id: str, now: datetime) -> None:
    """Untie somebody from what they translated, reviewed and said.

    Translations belong to the code, and others answered what was said in public. Whoever wants
    their words gone takes them back first, which stays possible until the day.
    """
    del now
    ProvisionText.objects.filter(translator=person_id).update(translator=None)
    ProvisionText.objects.filter(reviewer=person_id).update(reviewer=None)
    AboutText.objects.filter(translator=person_id).update(translator=None)
    AboutText.objects.filter(reviewer=person_id).update(reviewer=None)
    KeptTranslations.objects.filter(person=person_id).update(person=None)
    KeptTranslations.objects.filter(ended_by=person_id).update(ended_by=None)
    TranslationStep.objects.filter(person=person_id).update(person=None)
    GlossaryTerm.objects.filter(writer=person_id).update(writer=None)
    GlossaryTerm.objects.filter(approver=person_id).update(approver=None)
    Talk.objects.filter(person=person_id).update(person=None)
