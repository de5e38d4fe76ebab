"""Lines for a wiki's ``LocalSettings.php``, exactly as somebody pastes them. Tests run them."""

from collections.abc import Iterable

OUR_GROUP = "comity"
"""What we propose to call the group of the account behind our login."""

STILL_EDIT = ("sysop", "bot", OUR_GROUP)
"""Groups that go on editing where nobody else does who has not signed."""


def rights_lines(rights: Iterable[str]) -> str:
    """Give rights to the account behind our login, through a group of its own."""
    return "\n".join(_permission(OUR_GROUP, right, "true") for right in rights)


def group_lines(group: str) -> str:
    """Make the group of people who have signed, and let our login keep it and no other."""
    return "\n".join(
        [
            _permission(group, "read", "true"),
            f"$wgAddGroups[{_quoted(OUR_GROUP)}][] = {_quoted(group)};",
            f"$wgRemoveGroups[{_quoted(OUR_GROUP)}][] = {_quoted(group)};",
        ]
    )


def refusing_lines(group: str, sign_url: str) -> str:
    """Let only people edit who have signed, and tell the others where to sign."""
    nobody = [_permission(one, "edit", "false") for one in ("*", "user", "autoconfirmed")]
    these = [_permission(one, "edit", "true") for one in (group, *STILL_EDIT)]
    return "\n".join([*nobody, *these, _TELLING.format(told=_quoted(TOLD + sign_url))])


_TELLING = """\
$wgHooks['getUserPermissionsErrors'][] = static function ( $title, $user, $action, &$result ) {{
\tif ( !in_array( $action, [ 'edit', 'create' ] ) || $user->isAllowed( 'edit' ) ) {{
\t\treturn true;
\t}}
\t$result = [ 'rawmessage', {told} ];
\treturn false;
}};"""
TOLD = "Only people who have signed the code can edit here. Read it and sign: "
"""The line can be edited where it was pasted, into the wiki's own language."""


def _permission(group: str, right: str, value: str) -> str:
    return f"$wgGroupPermissions[{_quoted(group)}][{_quoted(right)}] = {value};"


def _quoted(text: str) -> str:
    """Write a text as PHP reads it, so that nothing in it can end it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
