"""Changing a draft in one place, while others may be changing it too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from comity.access.queries import require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.documents import put_down
from comity.codes.actions.versions import locked
from comity.codes.errors import CodeVersionFrozen, ProvisionChangedMeanwhile
from comity.codes.facts import DraftChanged, Step
from comity.codes.models import CodeVersion
from comity.codes.rules import drafts, names
from comity.codes.rules.documents import Document, Written
from comity.codes.rules.names import NewName
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound
from comity.record.actions import record


@dataclass(frozen=True, slots=True)
class _Draft:
    """A draft that somebody is changing."""

    version: CodeVersion
    document: Document
    by: Actor
    now: datetime

    def keep(self, document: Document, step: Step, name: str) -> None:
        """Let the draft say something else from now on."""
        put_down(self.version, document, by=self.by)
        fact = DraftChanged(
            subject=self.version.code_id,
            community=self.version.code.community_id,
            number=self.version.number,
            step=step,
            name=name,
        )
        record(fact, by=self.by, now=self.now)


@transaction.atomic
def add_provision(
    *,
    version_id: str,
    written: Written,
    explained: Sequence[NewName] = (),
    by: Actor,
    now: datetime,
) -> None:
    """Add a provision at the end of a draft.

    Args:
        version_id: of the draft.
        written: the provision, with its words in the language of the draft.
        explained: names that it uses and nobody has explained yet.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionFrozen: it is no draft any more.
        WrongInput: something about it cannot be used; the field is named.
        SeveralProblems: several things are.
    """
    draft = _open(version_id, by, now)
    above = queries.names_above(draft.version.code.community_id)
    document = names.with_names(draft.document, explained, above)
    after = drafts.added(document, written, above)
    draft.keep(after, Step.ADDED, written.provision.id)


@transaction.atomic
def change_provision(
    *,
    version_id: str,
    written: Written,
    seen: str,
    explained: Sequence[NewName] = (),
    by: Actor,
    now: datetime,
) -> None:
    """Let a provision of a draft say something else.

    Args:
        version_id: of the draft.
        written: the provision, with its words in the language of the draft.
        seen: ``rules.drafts.fingerprint`` of the provision as the editor saw it.
        explained: names that it uses and nobody has explained yet.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of, or no such provision in it.
        CodeVersionFrozen: it is no draft any more.
        ProvisionChangedMeanwhile: it says something else than the editor saw.
        WrongInput: something about it cannot be used; the field is named.
        SeveralProblems: several things are.
    """
    draft = _open(version_id, by, now)
    before = drafts.find(draft.document, written.provision.id)
    if drafts.fingerprint(before, draft.document.source_language) != seen:
        raise ProvisionChangedMeanwhile(name=written.provision.id)
    above = queries.names_above(draft.version.code.community_id)
    document = names.with_names(draft.document, explained, above)
    after = drafts.changed(document, written, above)
    draft.keep(after, Step.CHANGED, written.provision.id)


@transaction.atomic
def remove_provision(
    *, version_id: str, provision_id: str, seen: str, by: Actor, now: datetime
) -> None:
    """Take a provision out of a draft. Editions that have it keep it.

    Args:
        version_id: of the draft.
        provision_id: of the provision.
        seen: its fingerprint as the editor saw it.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of, or no such provision in it.
        CodeVersionFrozen: it is no draft any more.
        ProvisionChangedMeanwhile: it says something else than the editor saw.
    """
    draft = _open(version_id, by, now)
    before = drafts.find(draft.document, provision_id)
    if drafts.fingerprint(before, draft.document.source_language) != seen:
        raise ProvisionChangedMeanwhile(name=provision_id)
    draft.keep(drafts.without(draft.document, provision_id), Step.REMOVED, provision_id)


@transaction.atomic
def bring_back_provision(
    *, version_id: str, edition_id: str, provision_id: str, by: Actor, now: datetime
) -> None:
    """Put a provision back into a draft as one of its editions had it.

    Args:
        version_id: of the draft.
        edition_id: of this draft or of another version of the same code.
        provision_id: of the provision.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of, or no such provision there.
        CodeVersionFrozen: it is no draft any more.
        ProvisionIdTaken: the draft has it.
    """
    draft = _open(version_id, by, now)
    if queries.edition(edition_id).code_id != draft.version.code_id:
        raise NotFound
    earlier = queries.edition_document(edition_id)
    after = drafts.brought_back(draft.document, earlier, provision_id)
    draft.keep(after, Step.BROUGHT_BACK, provision_id)


@transaction.atomic
def move_provision(
    *, version_id: str, provision_id: str, up: bool, by: Actor, now: datetime
) -> None:
    """Let a provision and its neighbour change places.

    Args:
        version_id: of the draft.
        provision_id: of the provision.
        up: towards the beginning, otherwise towards the end.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of, or no such provision in it.
        CodeVersionFrozen: it is no draft any more.
    """
    draft = _open(version_id, by, now)
    after = drafts.moved(draft.document, provision_id, up=up)
    draft.keep(after, Step.MOVED, provision_id)


@transaction.atomic
def describe_draft(
    *, version_id: str, title: str, summary: str, licence: str, by: Actor, now: datetime
) -> None:
    """Change what a draft is called, and the licence of its words.

    Args:
        version_id: of the draft.
        title: in the language of the draft.
        summary: likewise; may be empty.
        licence: as SPDX names it; empty where unknown.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionFrozen: it is no draft any more.
        WrongInput: a part of it cannot be used; the field is named.
    """
    draft = _open(version_id, by, now)
    after = drafts.described(draft.document, title=title, summary=summary, licence=licence)
    draft.keep(after, Step.DESCRIBED, "")


@transaction.atomic
def explain_name(
    *,
    version_id: str,
    axis: str,
    name: str,
    called: str,
    parent: str,
    by: Actor,
    now: datetime,
) -> None:
    """Explain a name in a draft, so that provisions can be written with it.

    Args:
        version_id: of the draft.
        axis: behaviours, actors, spaces, exceptions or parameters.
        name: of small letters, digits and hyphens.
        called: what it is called in the language of the draft.
        parent: the name that it stands under; empty for none.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
        CodeVersionFrozen: it is no draft any more.
        WrongInput: the name, what it is called or its parent cannot be used.
    """
    draft = _open(version_id, by, now)
    above = queries.names_above(draft.version.code.community_id)
    explained = NewName(axis, name, called, parent)
    after = names.with_name(draft.document, explained, above)
    draft.keep(after, Step.NAMED, name)


@transaction.atomic
def forget_name(*, version_id: str, axis: str, name: str, by: Actor, now: datetime) -> None:
    """Take a name out of a draft that nothing uses any more.

    Args:
        version_id: of the draft.
        axis: behaviours, actors, spaces, exceptions or parameters.
        name: the one to forget.
        by: somebody who may edit the code.
        now: the moment.

    Raises:
        NotFound: there is no such version that ``by`` may know of, or no such name in it.
        CodeVersionFrozen: it is no draft any more.
        NameInUse: a provision or another name uses it.
    """
    draft = _open(version_id, by, now)
    draft.keep(names.without_name(draft.document, axis=axis, name=name), Step.UNNAMED, name)


def _open(version_id: str, by: Actor, now: datetime) -> _Draft:
    """Find a draft that somebody may edit, and keep others from changing it meanwhile."""
    version = locked(version_id, by)
    require(by, Permission.CODE_EDIT, on=version.code.community_id)
    if version.state != CodeVersion.State.DRAFT:
        raise CodeVersionFrozen(number=version.number)
    return _Draft(version, queries.document(version_id, seen_by=by), by, now)
