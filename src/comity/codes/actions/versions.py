"""What every action on a version needs first."""

from comity.codes import queries
from comity.codes.errors import CodeBelowFloor, CodeContradictsItself
from comity.codes.models import Code, CodeVersion
from comity.codes.queries.binding import findings_of
from comity.codes.rules.documents import Document, Level
from comity.codes.rules.floor import contradictions
from comity.kernel.actors import Actor


def locked(version_id: str, by: Actor) -> CodeVersion:
    """Find a version and keep everybody else from changing it until the transaction ends."""
    queries.version(version_id, seen_by=by)
    versions = CodeVersion.objects.select_for_update(of=("self",)).select_related("code")
    return versions.get(id=version_id)


def hold_draft(*, community_id: str, by: Actor) -> queries.Version | None:
    """Find the draft of a community, and keep everybody else from changing it meanwhile.

    Whoever reads a draft to write it again holds it first, within their own transaction.

    Returns:
        Nothing where there is none that ``by`` may know of.
    """
    # As whoever writes a draft does it: the code first, so that nobody waits for each other.
    Code.objects.select_for_update(no_key=True).filter(community=community_id).first()
    drafts = CodeVersion.objects.select_for_update(of=("self",)).select_related("code")
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
