"""Bringing a code in from files: keeping them, reading them, and writing them down as a draft."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import transaction

from comity.access.queries import may, require
from comity.access.rules import Permission
from comity.codes import queries
from comity.codes.actions.drafting import write_draft
from comity.codes.errors import (
    AddressWrong,
    CodeEmpty,
    CodeTooLong,
    FilesTooMany,
    ImportNotRead,
    LanguageUnknown,
)
from comity.codes.models import CodeImport
from comity.codes.queries.importing import Bringing, latest_document, told_import
from comity.codes.rules.documents import (
    LONGEST_ADDRESS,
    LONGEST_CODE,
    LONGEST_LANGUAGE,
    LONGEST_LICENCE,
    LONGEST_TITLE,
    Level,
    Source,
)
from comity.codes.rules.imports import Asked, File, Form, Imported, import_files
from comity.codes.rules.reader import read_draft
from comity.codes.rules.table import ADDRESS, LANGUAGE, refuse_long, refuse_what_no_database_keeps
from comity.codes.rules.writer import write
from comity.communities import queries as communities
from comity.kernel.actors import Actor
from comity.kernel.errors import DomainError, NotFound, SeveralProblems
from comity.kernel.spans import day_of

log = logging.getLogger("comity.codes")

AT_ONCE = 100_000
"""Characters that are read while the person waits; the longest code we know has half as many."""

MOST_FILES = 60
"""One for each language that people write here, and some to spare."""

MOST_TOLD = 500
"""Lines that a report names; whoever has more has brought the wrong file."""

KEPT_FOR = timedelta(days=7)

State = CodeImport.State


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says about the files they bring.

    Attributes:
        language: of the first file, where neither it nor its name says so.
        licence: of the words, as SPDX names it; empty to keep what the files say.
        source: what the words were taken from; empty where they were written for this code.
        address: where that can be read; may be empty.
        wiki: the address that pages of the wiki stand under; empty to leave such links out.
    """

    language: str = "en"
    licence: str = ""
    source: str = ""
    address: str = ""
    wiki: str = ""


@transaction.atomic
def begin_import(
    *, community_id: str, files: Sequence[File], wish: Wish, by: Actor, now: datetime
) -> Bringing:
    """Keep files that are to become a draft. Short ones are read at once, long ones soon.

    Args:
        community_id: whose code it is to become.
        files: the first is the source, the others say it in other languages.
        wish: what is said about them.
        by: somebody who may edit the code of that community.
        now: the moment.

    Raises:
        NotFound: there is no such community.
        CodeEmpty: there is no file, or nothing in it.
        FilesTooMany: there are more than anybody translates into.
        WrongInput: a file is too long or no text, or what is said about them cannot be used.
    """
    communities.community(community_id)
    require(by, Permission.CODE_EDIT, on=community_id)
    _refuse(files, wish)
    row = CodeImport.objects.create(
        community_id=community_id,
        asked=asdict(wish),
        files=[
            {"name": one.name, "text": one.text, "form": one.form or "", "language": one.language}
            for one in files
        ],
        total=len(files),
        begun_on=day_of(now),
    )
    if sum(len(one.text) for one in files) <= AT_ONCE:
        read_import(import_id=row.id)
        row.refresh_from_db()
    return told_import(row)


def read_import(*, import_id: str) -> None:
    """Read the files of an import, and count those that are read meanwhile.

    Args:
        import_id: of one that waits; for any other nothing happens.
    """
    row = CodeImport.objects.filter(id=import_id, state=State.WAITING).first()
    if row is None:
        return
    waiting = CodeImport.objects.filter(id=import_id)
    try:
        found, written = _read(row, lambda done: waiting.update(done=done))
    except DomainError as refusal:
        _refuse_import(import_id, refusal)
        return
    except Exception:
        # It would come up again every minute, and everything that came later would wait for it.
        log.exception("an import cannot be read")
        _refuse_import(import_id, ImportNotRead())
        return
    waiting.update(
        state=State.READ,
        done=row.total,
        document=written,
        report=_report(found),
        files=[],
    )


def _read(row: CodeImport, each: Callable[[int], object]) -> tuple[Imported, str]:
    """Read what was brought, and write it as TOML.

    Raises:
        DomainError: it cannot be read, or cannot be written so that it could be read again.
    """
    files = [
        File(one["name"], one["text"], Form(one["form"]) if one["form"] else None, one["language"])
        for one in row.files
    ]
    found = import_files(files, _asked(row), each)
    if not found.document.provisions:
        raise CodeEmpty(field="file")
    written = write(found.document)
    read_draft(written)  # as everybody does who looks at it, or writes it down
    return found, written


def _refuse_import(import_id: str, refusal: DomainError) -> None:
    problems = refusal.problems if isinstance(refusal, SeveralProblems) else (refusal,)
    told = [{"code": one.code, "detail": one.detail} for one in problems[:MOST_TOLD]]
    rows = CodeImport.objects.filter(id=import_id)
    rows.update(state=State.REFUSED, problem={"problems": told})


@transaction.atomic
def write_import(*, import_id: str, by: Actor, now: datetime) -> queries.Version:
    """Write what came of files down as the draft of the next version, over the draft there is.

    Args:
        import_id: of one that was read.
        by: somebody who may edit the code of that community.
        now: the moment.

    Raises:
        NotFound: there is no such import that ``by`` may know of.
        ImportNotRead: it is not read yet, or could not be.
    """
    row = _locked(import_id, by)
    if row.state != State.READ:
        raise ImportNotRead
    document = read_draft(row.document)
    version = write_draft(community_id=row.community_id, document=document, by=by, now=now)
    row.delete()
    return version


@transaction.atomic
def discard_import(*, import_id: str, by: Actor) -> None:
    """Forget files that are not to become a draft.

    Raises:
        NotFound: there is no such import that ``by`` may know of.
    """
    _locked(import_id, by).delete()


def forget_imports(*, now: datetime) -> None:
    """Forget what nobody went on with for a week."""
    CodeImport.objects.filter(begun_on__lt=(now - KEPT_FOR).date()).delete()


def _locked(import_id: str, by: Actor) -> CodeImport:
    row = CodeImport.objects.select_for_update().filter(id=import_id).first()
    if row is None or not may(by, Permission.CODE_EDIT, on=row.community_id):
        raise NotFound
    return row


def _refuse(files: Sequence[File], wish: Wish) -> None:
    if not any(one.text.strip() for one in files):
        raise CodeEmpty(field="text")
    if len(files) > MOST_FILES:
        raise FilesTooMany(field="files", most=MOST_FILES)
    for one in files:
        if len(one.text) > LONGEST_CODE:
            raise CodeTooLong(field="files", most=LONGEST_CODE)
        refuse_what_no_database_keeps(one.text, field="files")
    refuse_long(
        ("licence", wish.licence, LONGEST_LICENCE),
        ("source", wish.source, LONGEST_TITLE),
        ("address", wish.address, LONGEST_ADDRESS),
        ("wiki", wish.wiki, LONGEST_ADDRESS),
    )
    if len(wish.language) > LONGEST_LANGUAGE or not LANGUAGE.fullmatch(wish.language):
        raise LanguageUnknown(field="language", language=wish.language[:LONGEST_LANGUAGE])
    for field in ("address", "wiki"):
        said = getattr(wish, field)
        if said and not ADDRESS.fullmatch(said):
            raise AddressWrong(field=field)


def _asked(row: CodeImport) -> Asked:
    """Say how the files of an import are to be read."""
    community = communities.community(row.community_id)
    wish = Wish(**row.asked)
    local = community.parent_id is not None
    previous = latest_document(row.community_id)
    above = queries.names_above(row.community_id).vocabulary if local else None
    return Asked(
        community.slug,
        Level.LOCAL if local else Level.UNIVERSAL,
        wish.language,
        wish.licence,
        Source(wish.source, wish.address, "", wish.licence) if wish.source else None,
        wish.wiki,
        {one.provision.id: one.texts for one in previous.provisions} if previous else None,
        above,
    )


def _report(found: Imported) -> dict[str, object]:
    """Say what was not read, and what found no partner, by language."""
    return {
        "unread": {
            tag: [[one.number, one.text[:200], one.reason] for one in lines[:MOST_TOLD]]
            for tag, lines in found.unread.items()
        },
        "mismatches": {
            tag: [[list(one.source_ids), list(one.lines)] for one in places[:MOST_TOLD]]
            for tag, places in found.mismatches.items()
        },
    }
