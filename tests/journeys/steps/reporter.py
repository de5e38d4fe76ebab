"""What the reporter does on the pages, without an account: report, keep the receipt, come back."""

import re

from tests.journeys.steps.story import COMMUNITY, EXCLUDED

RECEIPT = re.compile(r"\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b")


class ReporterWithPages:
    """Somebody who reports in a browser."""

    def __init__(self, story, visit):
        self.story = story
        self.visit = visit

    def report(self):
        """Answer one question a page, keep one member out, send it, keep the receipt."""
        story, said, visit = self.story, self.story.said, self.visit
        visit.page(f"report/?place={COMMUNITY}").expect()
        visit.send({"danger": "no"}).expect()
        visit.send({"community_id": visit.value("community_id")}).expect()
        visit.send({"what": said.report, "harmed": "me"}).expect()
        about = {"accounts": story.harasser, "people": said.person, "evidence": story.diff}
        visit.send(about).expect()
        excluded = visit.option("excluded", EXCLUDED)
        visit.send({"excluded": [excluded], "keep_from": said.keep_from}).expect()
        named = {"named": "yes", "name": said.reporter, "contact": said.contact}
        visit.send(named).expect()
        self._check()
        visit.send({"excluded": [excluded]}).expect()
        self._keep_receipt()

    def _check(self):
        """See everything once more, and who would be able to open it."""
        said = self.story.said
        for words in (said.report, said.person, said.keep_from, said.reporter, said.contact):
            assert words in self.visit.text, words
        for name in ("Birch", "Cedar", "Elm", "Hazel"):
            assert name in self.visit.text

    def _keep_receipt(self):
        """See the receipt until it is kept, and never again."""
        shown = set(RECEIPT.findall(self.visit.html))
        assert len(shown) == 1, self.visit.text
        self.story.receipt = shown.pop()
        self.visit.send().expect()
        assert self.story.receipt not in self.visit.html
        assert self.story.said.report in self.visit.text

    def follow_up(self):
        """Add a message and a file."""
        said = self.story.said
        self.visit.page("receipt/message/").expect()
        file = ("files", (said.file_name, said.file))
        self.visit.send({"text": said.message}, [file]).expect()
        assert said.message in self.visit.text
        assert said.file_name in self.visit.text

    def come_back(self, visit):
        """Come back later, in another browser, with nothing but the receipt."""
        self.visit = visit
        visit.page("receipt/").expect()
        visit.send({"receipt": self.story.receipt.replace("-", " ").lower()}).expect()

    def read(self):
        """Read everything that was said about the report since."""
        self.visit.page("receipt/").expect()
        return self.visit.text
