"""What codes keep about somebody, for their own export."""

from collections.abc import Mapping

from django.db.models import Q

from comity.codes.models import (
    AboutText,
    GlossaryTerm,
    KeptTranslations,
    ProvisionText,
    Talk,
    TranslationStep,
)


def told(person_id: str) -> Mapping[str, list[Mapping[str, object]]]:
    """Tell what somebody translated, reviewed and said about provisions."""
    texts = ProvisionText.objects.filter(Q(translator=person_id) | Q(reviewer=person_id))
    terms = GlossaryTerm.objects.filter(Q(writer=person_id) | Q(approver=person_id))
    titles = AboutText.objects.filter(Q(translator=person_id) | Q(reviewer=person_id))
    kept = KeptTranslations.objects.filter(Q(person=person_id) | Q(ended_by=person_id))
    steps = TranslationStep.objects.filter(person=person_id).order_by("id")
    said = Talk.objects.filter(person=person_id).order_by("number")
    return {
        "codes_provisiontext": list(
            texts.order_by("provision", "language").values(
                "provision_id", "language", "title", "body", "example", "state"
            )
        ),
        "codes_abouttext": list(
            titles.order_by("version", "language").values("version_id", "language", "state")
        ),
        "codes_kepttranslations": list(
            kept.order_by("kept_on", "id").values(
                "code_id",
                "key",
                "before",
                "after",
                "reason",
                "kept_on",
                "ended_on",
                "ended_reason",
            )
        ),
        "codes_translationstep": list(
            steps.values("code_id", "key", "language", "number", "move", "reason", "done_on")
        ),
        "codes_glossaryterm": list(
            terms.order_by("code", "language", "term").values(
                "code_id", "language", "term", "said", "note", "written_on", "approved_on"
            )
        ),
        "codes_talk": list(
            said.values(
                "id",
                "code_id",
                "key",
                "kind",
                "language",
                "text",
                "community_id",
                "said_on",
                "withdrawn_on",
                "hidden_on",
                "hidden_reason",
            )
        ),
    }
