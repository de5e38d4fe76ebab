"""A day as a calendar file (RFC 5545), for a deadline that somebody wants to remember.

The file says what is to be done and until when, and nothing else: no case, no place, no names. So
its address needs no secret and may lie in anybody's calendar.
"""

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

LONGEST_LINE = 75
"""Bytes of one line without its end (RFC 5545, 3.1)."""

MEDIA_TYPE = "text/calendar; charset=utf-8"
_NEW_LINE = "\r\n"


def calendar_file(day: date, summary: str, *, reminder: str) -> str:
    """Write one day as a calendar with a reminder two days before.

    Args:
        day: the last day on which it is in time.
        summary: what is to be done, in the reader's language.
        reminder: what the reminder says.
    """
    # The same day asked for twice is the same entry, so the stamp is not the moment of asking.
    stamp = datetime.combine(day, time(), UTC).strftime("%Y%m%dT%H%M%SZ")
    name = sha256(f"{day.isoformat()} {summary}".encode()).hexdigest()[:32]
    when = [
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
    ]
    return _calendar(name, stamp, when, summary, reminder, before="START")


def calendar_event(
    opens: datetime, closes: datetime, summary: str, *, name: str, url: str, reminder: str
) -> str:
    """Write something public that goes on for a while, with a reminder two days before its end.

    Args:
        opens: its first moment; calendars show it in the zone of whoever reads.
        closes: its last moment.
        summary: what it is, in the reader's language.
        name: never changes, so that asking again replaces what was there.
        url: of the page about it.
        reminder: what the reminder says.
    """
    when = [f"DTSTART:{_moment(opens)}", f"DTEND:{_moment(closes)}", f"URL:{url}"]
    return _calendar(name, _moment(closes), when, summary, reminder, before="END")


def _calendar(
    name: str, stamp: str, when: list[str], summary: str, reminder: str, *, before: str
) -> str:
    trigger = "TRIGGER:-P2D" if before == "START" else f"TRIGGER;RELATED={before}:-P2D"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Comity//Deadlines//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{name}@comity",
        f"DTSTAMP:{stamp}",
        *when,
        f"SUMMARY:{_escaped(summary)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(reminder)}",
        trigger,
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) + _NEW_LINE for line in lines)


def _moment(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Write text as a value (RFC 5545, 3.3.11); its lines become one."""
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Fold a long line between characters, never inside one (RFC 5545, 3.1)."""
    parts, part, width = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if width + size > LONGEST_LINE:
            parts.append(part)
            part, width = " ", 1
        part += letter
        width += size
    return _NEW_LINE.join([*parts, part])
