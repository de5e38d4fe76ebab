"""Starting a draft from a template."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.documents import next_draft, put_down
from comity.codes.errors import DraftThere, LanguageUnknown
from comity.codes.facts import CodeDrafted
from comity.codes.rules.documents import LONGEST_LANGUAGE, LONGEST_TITLE, Level
from comity.codes.rules.drafts import empty, started_from
from comity.codes.rules.table import LANGUAGE, refuse_long
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.record.actions import record


@transaction.atomic
def start_draft(
    *, community_id: str, template: str, title: str, language: str, by: Actor, now: datetime
) -> queries.Version:
    """Start the draft of a community's next version.

    Args:
        community_id: whose code it is.
        template: the name of one of ``queries.templates``; empty to start with nothing.
        title: of the code, in its language; empty to keep that of the template.
        language: in which its words will be agreed, where it starts with nothing.
        by: somebody who may edit the code of that community.
        now: the moment.

    Raises:
        NotFound: there is no such community, or no such template for it.
        DraftThere: it has a draft already.
        LanguageUnknown: the language is no tag of one.
        WrongInput: the title cannot be used.
    """
    community = communities.community(community_id)
    require(by, Permission.CODE_EDIT, on=community_id)
    refuse_long(("title", title, LONGEST_TITLE))
    level = Level.UNIVERSAL if community.parent_id is None else Level.LOCAL
    if template:
        chosen = queries.template(template, community_id=community_id)
        document = started_from(chosen.document, level=level, taken_from=chosen.taken_from)
        if title:
            document = replace(document, title={**document.title, document.source_language: title})
    else:
        if len(language) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(language):
            raise LanguageUnknown(field="language", language=language[:LONGEST_LANGUAGE])
        document = empty(
            slug=community.slug, level=level, language=language, title=title or community.name
        )
    version, there = next_draft(community_id, slug=document.slug)
    if there:
        raise DraftThere(number=version.number)
    put_down(version, document, by=by)
    fact = CodeDrafted(subject=version.code_id, community=community_id, number=version.number)
    record(fact, by=by, now=now)
    return queries.version(version.id, seen_by=by)
