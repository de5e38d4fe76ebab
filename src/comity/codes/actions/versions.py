"""What every action on a version needs first."""

from comity.codes import queries
from comity.codes.errors import CodeBelowFloor, CodeContradictsItself
from comity.codes.models import Code, CodeVersion
from comity.codes.queries.binding import findings_of
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.floor import contradictions
from comity.kernel.actors import Actor
from comity.kernel.errors import NotFound


def hold_codes(**which: object) -> list[Code]:
    """Find codes, and keep everybody else from changing anything of them until the end.

    Whoever changes something of a code holds its row first, before any other and before anything
    is recorded: as all of them do so in one order, no two wait for each other.

    Args:
        which: what to look for, as a filter has it.
    """
    # Not their keys: what only points at a code, such as a line of its talk, need not wait.
    return list(Code.objects.select_for_update(no_key=True).filter(**which).order_by("id"))


def locked(version_id: str, by: Actor) -> CodeVersion:
    """Find a version and keep everybody else from changing it until the transaction ends.

    Raises:
        NotFound: there is no such version that ``by`` may know of.
    """
    hold_codes(id=queries.version(version_id, seen_by=by).code_id)
    versions = CodeVersion.objects.select_for_update(of=("self",), no_key=True)
    row = versions.select_related("code").filter(id=version_id).first()
    if row is None:
        raise NotFound  # somebody discarded it while we waited
    return row


def hold_draft(*, community_id: str, by: Actor) -> queries.Version | None:
    """Find the draft of a community, and keep everybody else from changing it meanwhile.

    Whoever reads a draft to write it again holds it first, within their own transaction.

    Returns:
        Nothing where there is none that ``by`` may know of.
    """
    hold_codes(community=community_id)
    drafts = CodeVersion.objects.select_for_update(of=("self",), no_key=True)
    row = drafts.filter(code__community=community_id, state=CodeVersion.State.DRAFT).first()
    known = queries.versions(community_id, seen_by=by)
    return next((one for one in known if row is not None and one.id == row.id), None)


def refuse_faults(version: CodeVersion, document: Document, by: Actor) -> None:
    """Refuse what contradicts itself or falls below the floor.

    Raises:
        CodeContradictsItself: it forbids what it also asks for or grants.
        CodeBelowFloor: it falls below what binds above its community.
    """
    if clashes := contradictions(document.code, document.vocabulary):
        first = clashes[0]
        raise CodeContradictsItself(first=first.floor_id, second=first.local_id, count=len(clashes))
    if document.level is Level.LOCAL:
        found = findings_of(version.id, seen_by=by)
        if found:
            raise CodeBelowFloor(count=len(found))
