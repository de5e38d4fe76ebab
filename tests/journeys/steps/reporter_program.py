"""What the reporter does over the API, without an account."""

import base64

from tests.journeys.steps.program import Program
from tests.journeys.steps.story import COMMUNITY, EXCLUDED


class ReporterByProgram(Program):
    """Somebody who reports with a program of their own."""

    def __init__(self, story):
        super().__init__(story)
        self.story = story

    def with_receipt(self, method, path, status=200, **options):
        """Call with the receipt."""
        headers = {"Comity-Receipt": self.story.receipt}
        return self.ask(method, path, status, headers=headers, **options)

    def about(self):
        """Say where it happened, whom it is about, and who must not see it."""
        story = self.story
        return {
            "community": story.community_id,
            "accounts": [story.harasser],
            "people": [story.said.person],
            "must_not_see": [story.excluded_id],
        }

    def report(self):
        """See who would be able to open it, keep one of them out, send it, keep the receipt."""
        story, said = self.story, self.story.said
        places = self.ask("GET", "/communities")["items"]
        story.community_id = next(one["id"] for one in places if one["slug"] == COMMUNITY)
        shown = self.ask("GET", "/audience", params={"community": story.community_id})
        story.excluded_id = next(
            one["id"] for one in shown["members"] if EXCLUDED in one["name"].lower()
        )
        agreed = self.ask("POST", "/audience", json=self.about())
        assert story.excluded_id not in {one["id"] for one in agreed["members"]}
        received = self.ask(
            "POST",
            "/reports",
            201,
            json={
                **self.about(),
                "what": said.report,
                "harmed": "me",
                "evidence": [story.diff],
                "keep_from": said.keep_from,
                "name": said.reporter,
                "contact": said.contact,
                "audience": agreed["mark"],
            },
        )
        story.receipt = received["receipt"]

    def follow_up(self):
        """Add a message and a file."""
        said = self.story.said
        file = {"name": said.file_name, "data": base64.b64encode(said.file).decode()}
        self.with_receipt("POST", "/report", 201, json={"text": said.message, "files": [file]})

    def read(self):
        """Read the report and everything that was said about it since."""
        return self.with_receipt("GET", "/report")
