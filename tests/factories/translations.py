"""Translations to test with, put down as people do it."""

from dataclasses import replace

from comity.codes import actions
from comity.codes.actions.translating import review, translate
from comity.codes.queries.translations import unit
from comity.codes.rules.documents import Text, TextState
from tests.factories.codes import KINDNESS, OPERATOR, universal
from tests.factories.people import NOW

WORDS = Text("Güte", "Beleidigt niemanden.", "Niemand wird beschimpft.")
OTHER = Text("Güte", "Beleidigt keinen Menschen.", "")


def put(version, by, state=TextState.DRAFT, text=WORDS, name="kindness", **more):
    language = more.pop("language", "de")
    translate(
        version_id=version.id,
        provision_id=name,
        language=language,
        text=text,
        state=state,
        by=by,
        now=NOW,
        **more,
    )


def move(version, by, move, reason="", **more):
    language, name = more.get("language", "de"), more.get("name", "kindness")
    review(
        version_id=version.id,
        provision_id=name,
        language=language,
        move=move,
        reason=reason,
        by=by,
        now=NOW,
    )


def look(version, name="kindness", language="de", by=OPERATOR):
    return unit(version.id, language, name, seen_by=by)


def reworded(written, **texts):
    return replace(written, texts={**written.texts, **texts})


def rewrite(version, *written):
    return actions.write_draft(
        community_id=version.community_id, document=universal(*written), by=OPERATOR, now=NOW
    )


CHANGED = reworded(KINDNESS, en=Text("Kindness", "Insult nobody, ever.", "No names."))
