"""From MediaWiki's JSON to our values."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from comity.wikis.errors import RevisionHidden, WikiNotUnderstood
from comity.wikis.rules import (
    AccountFacts,
    Block,
    Capabilities,
    Contribution,
    Rename,
    Revision,
    SiteFacts,
    Survey,
)
from comity.wikis.rules.evidence import PORTS
from comity.wikis.rules.survey import TOO_MUCH

Json = Mapping[str, Any]

ENDLESS = frozenset({"infinite", "infinity", "indefinite", "never"})
SPECIAL = "-1"  # the number of the namespace of special pages


@contextmanager
def understanding() -> Iterator[None]:
    """Turn an answer of unexpected shape into trouble that callers know."""
    try:
        yield
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise WikiNotUnderstood from error


def moment(text: str) -> datetime:
    """Read a time stamp, which MediaWiki always gives in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def expiry(text: str) -> datetime | None:
    """Read the end of a block; None if there is none."""
    return None if text in ENDLESS else moment(text)


def site(query: Json) -> SiteFacts:
    """Read what a wiki says about itself."""
    general = query["general"]
    pages = {page["realname"].lower(): page["aliases"] for page in query["specialpagealiases"]}
    special = query["namespaces"][SPECIAL]
    names = {special["name"], special.get("canonical", "Special"), "Special"}
    names |= {each["alias"] for each in query["namespacealiases"] if str(each["id"]) == SPECIAL}
    servers = (general["server"], general.get("mobileserver") or general["server"])
    return SiteFacts(
        name=str(general["sitename"]),
        language=str(general["lang"]),
        hosts=frozenset(map(_host, servers)),
        script=str(general["script"]),
        article_path=str(general["articlepath"]),
        special=_lower(names),
        diff=_lower({"Diff", *pages.get("diff", ())}),
        permalink=_lower({"PermanentLink", "PermaLink", *pages.get("permanentlink", ())}),
        time=moment(general["time"]),
    )


def account(user: Json) -> AccountFacts:
    """Read one entry of ``list=users``."""
    registered = user.get("registration")
    blocked = "blockid" in user
    return AccountFacts(
        id=int(user["userid"]),
        name=str(user["name"]),
        registered_at=moment(registered) if registered else None,
        edits=int(user["editcount"]),
        groups=frozenset(map(str, user.get("groups", ()))) - {"*"},
        blocked=blocked,
        blocked_everywhere=blocked and not user.get("blockpartial", False),
        emailable=bool(user.get("emailable", False)),
    )


def block(found: Json) -> Block:
    """Read one entry of ``list=blocks``."""
    # No restrictions at all come as an empty list, PHP's empty map.
    restrictions = found.get("restrictions") or {}
    return Block(
        id=int(found["id"]),
        account=int(found["userid"]),
        by=str(found.get("by", "")),
        placed_at=moment(found["timestamp"]),
        expires_at=expiry(found["expiry"]),
        reason=str(found.get("reason", "")),
        partial=bool(found.get("partial", False)),
        pages=frozenset(int(page["id"]) for page in restrictions.get("pages", ())),
        namespaces=frozenset(map(int, restrictions.get("namespaces", ()))),
        actions=frozenset(map(str, restrictions.get("actions", ()))),
        account_creation=not found["nocreate"],
        email=not found["noemail"],
        own_talk_page=bool(found["allowusertalk"]),
        autoblock=bool(found["autoblock"]),
    )


def rename(line: Json) -> Rename | None:
    """Read one line of the rename log; None if a part of it is hidden."""
    params = line.get("params", {})
    if "olduser" not in params or "newuser" not in params:
        return None
    return Rename(
        log_id=int(line["logid"]),
        old=str(params["olduser"]),
        new=str(params["newuser"]),
        at=moment(line["timestamp"]),
    )


def contribution(edit: Json) -> Contribution:
    """Read one entry of ``list=usercontribs``."""
    return Contribution(
        revision=int(edit["revid"]),
        account=int(edit["userid"]),
        page=str(edit["title"]),
        namespace=int(edit["ns"]),
        at=moment(edit["timestamp"]),
        summary=str(edit.get("comment", "")),
    )


def revision(page: Json, found: Json, *, deleted: bool) -> Revision:
    """Read one revision with its text.

    Raises:
        RevisionHidden: the text may not be read by our login.
    """
    main = found["slots"]["main"]
    if "content" not in main:
        raise RevisionHidden(revision=found["revid"])
    return Revision(
        id=int(found["revid"]),
        parent=int(found["parentid"]),
        page=str(page["title"]),
        page_id=int(page.get("pageid", 0)),
        namespace=int(page["ns"]),
        author=int(found["userid"]) if "userid" in found else None,
        author_name=str(found["user"]) if "user" in found else None,
        at=moment(found["timestamp"]),
        summary=str(found["comment"]) if "comment" in found else None,
        text=str(main["content"]),
        sha1=str(found.get("sha1", "")),
        deleted=deleted,
    )


def capabilities(login: str, query: Json, modules: Json) -> Capabilities:
    """Read what a wiki and our login can do from what both say about themselves."""
    known = {
        module["path"]: {each["name"]: each for each in module["parameters"]}
        for module in modules["paraminfo"]["modules"]
    }
    block_knows = known.get("block", {}).keys()
    log_types = known["query+logevents"]["type"]["type"]
    extensions = {str(each.get("name")) for each in query["extensions"]}
    user = query["userinfo"]
    rights = frozenset(map(str, user["rights"]))
    return Capabilities(
        login=login,
        rights=rights,
        partial_blocks="partial" in block_knows,
        page_restrictions="pagerestrictions" in block_knows,
        namespace_restrictions="namespacerestrictions" in block_knows,
        several_blocks="newblock" in block_knows,
        email=_can_email(query, rights),
        rename_log="renameuser" in log_types,
        oauth="OAuth" in extensions,
        central_accounts="CentralAuth" in extensions,
    )


def survey(query: Json) -> Survey:
    """Read what a wiki says of its groups and of our own account."""
    groups = {str(group["name"]): frozenset(group["rights"]) for group in query["usergroups"]}
    user = query["userinfo"]
    changeable = user["changeablegroups"]
    passing = query.get("autocreatetempuser") or {}
    generator = str(query["general"].get("generator", ""))
    return Survey(
        version=generator.rpartition(" ")[2],
        groups=frozenset(groups),
        editors=frozenset(name for name, rights in groups.items() if "edit" in rights),
        powerful=frozenset(name for name, rights in groups.items() if rights & TOO_MUCH),
        can_add=frozenset(map(str, changeable["add"])),
        can_remove=frozenset(map(str, changeable["remove"])),
        blocked="blockid" in user and not user.get("blockpartial", False),
        temporary_accounts=bool(passing.get("enabled", False)),
    )


def _can_email(query: Json, rights: frozenset[str]) -> bool:
    """Whether our login could write to somebody, as far as the wiki tells beforehand."""
    # A wiki without e-mail has no page to confirm an address on. One that only forbids
    # e-mail between people does not say so until somebody tries.
    pages = {page["realname"] for page in query["specialpagealiases"]}
    confirmed = "emailauthenticated" in query["userinfo"]
    return "sendemail" in rights and "Confirmemail" in pages and confirmed


def _host(server: str) -> str:
    """Name a host with its port, unless that goes without saying."""
    address = urlsplit(server if "://" in server else f"https:{server}")
    host = address.hostname or ""
    plain = address.port is None or address.port == PORTS.get(address.scheme)
    return host if plain else f"{host}:{address.port}"


def _lower(names: set[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)
