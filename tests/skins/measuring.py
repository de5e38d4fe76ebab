"""For whom pages and operations about taking part and panels are, and ways there."""

from comity.access.actions import grant
from comity.access.rules import Permission
from comity.consultation.actions import equity, panels
from comity.consultation.models import Consultation, OutreachTask, Panel, PanelEntry
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.lot import Quota
from comity.consultation.rules.panels import PanelState
from comity.consultation.tasks.equity import measure_now
from comity.consultation.tasks.panels import work_out
from comity.people.models import Person
from tests.factories import consultations
from tests.factories.people import NOW, PersonFactory, as_actor
from tests.skins.answers import Answer
from tests.skins.audiences import AUTHORS, PERSONS, PUBLIC, SIGNED_IN, WITHOUT_ACCOUNT, Row, _all
from tests.web.serving import at_browser

SHARES = "language,en,60,Edits,2025-12-31\nlanguage,ar,40,Edits,2025-12-31\n"
QUOTAS = (Quota(Dimension.LANGUAGE, "ar", 1, 2),)
HERE = {"consultation_id": "consultation"}
TASK = {"task_id": "outreach_task"}
OPEN = {"panel_id": "open_panel"}
DRAWN = {"panel_id": "drawn_panel"}
SEAT = DRAWN | {"ticket": "ticket"}
ABOUT_ME = {"said": {"language": "ar"}}
OVER = {"state": "done", "note": "We met."}
SESSION = {
    "day": "2026-03-01",
    "language": "ar",
    "people": 7,
    "notes": "They meet at night.",
    "consent": "By raising hands.",
}
PANEL = {"name": "Panel on tone", "seats": 3}
WITH_RECEIPT = _all(WITHOUT_ACCOUNT, Answer.ELSEWHERE) | _all(PERSONS, Answer.GIVEN)
"""Whoever has no account is asked for the receipt of this consultation."""
NOT_ON_IT = _all(WITHOUT_ACCOUNT, Answer.ELSEWHERE) | _all(PERSONS, Answer.REFUSED)
"""Nobody here put themselves forward."""
NOT_FORWARD = _all(WITHOUT_ACCOUNT, Answer.SIGN_IN) | _all(PERSONS, Answer.FORBIDDEN)

MEASURING_PAGES = {
    "consultation:who": Row(PUBLIC, at=HERE),
    "consultation:about_me": Row(WITH_RECEIPT, at=HERE, typed={"language": "ar"}),
    "consultation:shares": Row(AUTHORS, at=HERE, typed={"table": SHARES}),
    "consultation:outreach": Row(PUBLIC, at=HERE),
    "consultation:outreach_begin": Row(AUTHORS, at=HERE, typed={"group": "language:en"}),
    "consultation:outreach_task": Row(PUBLIC, at=HERE | TASK),
    "consultation:outreach_over": Row(AUTHORS, at=HERE | TASK, typed=OVER),
    "consultation:outreach_session": Row(AUTHORS, at=HERE | TASK, typed=SESSION),
    "consultation:panels": Row(PUBLIC, at=HERE),
    "consultation:panel_new": Row(AUTHORS, at=HERE, typed=PANEL),
    "consultation:panel": Row(PUBLIC, at=HERE | DRAWN),
    "consultation:panel_file": Row(PUBLIC, at=HERE | DRAWN),
    "consultation:panel_join": Row(WITH_RECEIPT, at=HERE | OPEN, typed={"language": "ar"}),
    "consultation:panel_leave": Row(NOT_ON_IT, at=HERE | OPEN, typed={"sure": "on"}),
    "consultation:panel_step": Row(
        AUTHORS, at=HERE | OPEN | {"step": "cancel"}, typed={"sure": "on"}
    ),
    "consultation:panel_free": Row(AUTHORS, at=HERE | SEAT, typed={"sure": "on"}),
}
MEASURING_OPERATIONS = {
    "GET /consultations/{consultation_id}/shares": Row(PUBLIC, at=HERE),
    "PUT /consultations/{consultation_id}/shares": Row(AUTHORS, at=HERE, typed={"table": SHARES}),
    "GET /consultations/{consultation_id}/taking-part": Row(PUBLIC, at=HERE),
    "PUT /consultations/{consultation_id}/about-me": Row(SIGNED_IN, at=HERE, typed=ABOUT_ME),
    "GET /consultations/{consultation_id}/outreach": Row(PUBLIC, at=HERE),
    "POST /consultations/{consultation_id}/outreach": Row(
        AUTHORS, at=HERE, typed={"dimension": "language", "group": "en"}
    ),
    "POST /outreach/{task_id}/over": Row(AUTHORS, at=TASK, typed=OVER),
    "POST /outreach/{task_id}/sessions": Row(AUTHORS, at=TASK, typed=SESSION),
    "GET /consultations/{consultation_id}/panels": Row(PUBLIC, at=HERE),
    "POST /consultations/{consultation_id}/panels": Row(AUTHORS, at=HERE, typed=PANEL),
    "GET /panels/{panel_id}": Row(PUBLIC, at=OPEN),
    "GET /panels/{panel_id}/lot": Row(PUBLIC, at=DRAWN),
    "PUT /panels/{panel_id}/me": Row(SIGNED_IN, at=OPEN, typed=ABOUT_ME),
    "DELETE /panels/{panel_id}/me": Row(NOT_FORWARD, at=OPEN),
    "POST /panels/{panel_id}/closing": Row(AUTHORS, at=OPEN),
    "POST /panels/{panel_id}/relaxing": Row(AUTHORS, at=OPEN),
    "POST /panels/{panel_id}/draw": Row(AUTHORS, at=OPEN),
    "DELETE /panels/{panel_id}/seats/{ticket}": Row(AUTHORS, at=SEAT),
    "DELETE /panels/{panel_id}": Row(AUTHORS, at=OPEN),
}


def steered(now):
    """Measure the consultation there is, go out to a group, and draw one of two panels."""
    asked = Consultation.objects.get()
    person = PersonFactory()
    grant(person_id=person.id, permission=Permission.CONSULTATION_RUN, on=asked.community_id)
    by = as_actor(person)
    equity.set_targets(consultation_id=asked.id, table=SHARES, by=by, now=now)
    measure_now(asked.id, now)
    begun(asked, by, now)
    panel(asked, by, now)
    drawn(asked, by, now)


def begun(asked, by, now):
    """Go out to a group."""
    return equity.begin_outreach(
        consultation_id=asked.id, dimension=Dimension.LANGUAGE, category="ar", by=by, now=now
    )


def panel(asked, by, now):
    """Let people put themselves forward for a panel."""
    return panels.open_pool(
        consultation_id=asked.id, name="Panel on tone", seats=2, quotas=QUOTAS, by=by, now=now
    )


def closed(asked, by, now):
    """Let four put themselves forward, and work out what can be drawn."""
    made = panel(asked, by, now)
    for language in ("ar", "en", "ar", "en"):
        panels.put_forward(
            panel_id=made,
            answers={Dimension.LANGUAGE: language},
            by=as_actor(PersonFactory()),
            now=now,
        )
    panels.close_pool(panel_id=made, by=by, now=now)
    work_out(made, now)
    return made


def drawn(asked, by, now):
    """Draw a panel of two."""
    made = closed(asked, by, now)
    panels.draw_panel(panel_id=made, by=by, now=now)
    return made


def outreach_task():
    """Find the task of the situation."""
    return OutreachTask.objects.get().id


def open_panel():
    """Find the panel that people can put themselves forward for."""
    return Panel.objects.get(state=PanelState.OPEN).id


def drawn_panel():
    """Find the one that was drawn."""
    return Panel.objects.get(state=PanelState.DRAWN).id


def ticket():
    """Find a ticket that has a seat."""
    return min(PanelEntry.objects.filter(state="seated").values_list("ticket", flat=True))


class Measuring:
    """A consultation with a task, an open panel with somebody on it, and panels further on."""

    def __init__(self, walk):
        self.found = consultations.consultation(walk.story.house.project)
        self.runs = consultations.organiser_of(self.found)
        now = {"by": self.runs, "now": NOW}
        equity.set_targets(consultation_id=self.found.id, table=SHARES, **now)
        self.task = begun(self.found, **now)
        self.open = panel(self.found, **now)
        self.ready = closed(self.found, **now)
        self.drawn = drawn(self.found, **now)
        self.ada = PersonFactory()

    def join(self, many=2):
        """Let Ada and others put themselves forward."""
        for person in (self.ada, *(PersonFactory() for _ in range(many))):
            panels.put_forward(
                panel_id=self.open,
                answers={Dimension.LANGUAGE: "ar"},
                by=as_actor(person),
                now=NOW,
            )

    def forbid(self):
        """Close a pool from which no panel keeps the quotas."""
        quotas = (Quota(Dimension.LANGUAGE, "sw", 2, 2),)
        made = panels.open_pool(
            consultation_id=self.found.id,
            name="Panel",
            seats=2,
            quotas=quotas,
            by=self.runs,
            now=NOW,
        )
        for _ in range(3):
            panels.put_forward(
                panel_id=made,
                answers={Dimension.LANGUAGE: "en"},
                by=as_actor(PersonFactory()),
                now=NOW,
            )
        panels.close_pool(panel_id=made, by=self.runs, now=NOW)
        work_out(made, NOW)
        self.open = made


def _begin(walk):
    walk.measuring = Measuring(walk)


def _joined(walk):
    _begin(walk)
    walk.measuring.join()


def _impossible(walk):
    _begin(walk)
    walk.measuring.forbid()


def _here(walk):
    return {"consultation_id": walk.measuring.found.id}


def _task(walk):
    return {"task_id": walk.measuring.task}


def _open(walk):
    return {"panel_id": walk.measuring.open}


def _ready(walk):
    return {"panel_id": walk.measuring.ready}


def _drawn(walk):
    return {"panel_id": walk.measuring.drawn}


def _seat(walk):
    rows = PanelEntry.objects.filter(panel=walk.measuring.drawn, state="seated")
    return _drawn(walk) | {"ticket": min(rows.values_list("ticket", flat=True))}


def _ada(walk):
    return at_browser(walk.measuring.ada)


def _organiser(walk):
    return at_browser(Person.objects.get(id=walk.measuring.runs.id))


def _sent(typed):
    return lambda _walk: typed


def ways_to_measuring(way):
    """List the ways; ``way`` makes one from its stop, its caller, its address and what is sent."""

    def one(who, at, typed=None, before=_begin):
        return way("received", who, at, _sent(typed or {}), before)

    return {
        "GET /consultations/{consultation_id}/shares": one(_ada, _here),
        "PUT /consultations/{consultation_id}/shares": one(_organiser, _here, {"table": SHARES}),
        "GET /consultations/{consultation_id}/taking-part": one(_ada, _here),
        "PUT /consultations/{consultation_id}/about-me": one(_ada, _here, ABOUT_ME),
        "GET /consultations/{consultation_id}/outreach": one(_ada, _here),
        "POST /consultations/{consultation_id}/outreach": one(
            _organiser, _here, {"dimension": "language", "group": "en"}
        ),
        "POST /outreach/{task_id}/over": one(_organiser, _task, OVER),
        "POST /outreach/{task_id}/sessions": one(_organiser, _task, SESSION),
        "GET /consultations/{consultation_id}/panels": one(_ada, _here),
        "POST /consultations/{consultation_id}/panels": one(_organiser, _here, PANEL),
        "GET /panels/{panel_id}": one(_ada, _open),
        "GET /panels/{panel_id}/lot": one(_ada, _drawn),
        "PUT /panels/{panel_id}/me": one(_ada, _open, ABOUT_ME),
        "DELETE /panels/{panel_id}/me": one(_ada, _open, before=_joined),
        "POST /panels/{panel_id}/closing": one(_organiser, _open, before=_joined),
        "POST /panels/{panel_id}/relaxing": one(_organiser, _open, before=_impossible),
        "POST /panels/{panel_id}/draw": one(_organiser, _ready),
        "DELETE /panels/{panel_id}/seats/{ticket}": one(_organiser, _seat),
        "DELETE /panels/{panel_id}": one(_organiser, _open),
    }
