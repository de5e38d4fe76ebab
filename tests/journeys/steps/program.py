"""A program that speaks to the API, with the session of a person, with a receipt, or with none."""

import httpx

from tests.journeys.steps.people import sign_in, unlock


class Program:
    """Calls the API.

    Attributes:
        http: the client with its cookies.
    """

    def __init__(self, story, **options):
        client = httpx.Client(base_url=f"{story.served.url}/api/v1", timeout=60, **options)
        self.http = story.doors.keep(client)

    def ask(self, method, path, status=200, **options):
        """Call, and give the answer.

        Raises:
            AssertionError: it came with another status.
        """
        answer = self.http.request(method, path, **options)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json() if answer.content else None


def of_person(story, name, *, unlocked):
    """Take the session of somebody who signed in on the pages, as a browser would."""
    visit = sign_in(story.doors.visit(), name)
    if unlocked:
        unlock(visit)
    visit.page("account/").expect()
    headers = {
        "Origin": story.served.url,
        "X-CSRFToken": visit.value("csrfmiddlewaretoken"),
    }
    return Program(story, headers=headers, cookies=visit.cookies)


def sign(story, name):
    """Sign the code of the whole movement, and be known at the gate as one who has."""
    program = of_person(story, name, unlocked=False)
    places = program.ask("GET", "/communities")["items"]
    root = next(one for one in places if one["parent"] is None)
    code = program.ask("GET", f"/codes/{root['slug']}")
    signing = {"community": root["id"], "version": code["versions"][0], "language": "en"}
    program.ask("POST", "/signups", 201, json=signing)
    assert len(program.ask("GET", "/signups")["items"]) == 1
