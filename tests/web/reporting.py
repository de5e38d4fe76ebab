"""Somebody who writes a report, page by page."""

from datetime import UTC, datetime

from django.conf import settings

from comity.reports import rules
from tests.harness.html import parse

START = "/en/report/"


class Form:
    """The one form of a page, as it stands there."""

    def __init__(self, client, answer):
        self.client = client
        self.answer = answer
        self.html = answer.content.decode()
        self.page = parse(self.html)
        forms = [node for node in self.page.all("form") if not node.within("header", "footer")]
        self.node = forms[0] if forms else None

    @property
    def text(self):
        return self.page.text()

    @property
    def values(self):
        values = {}
        for field in self.node.fields():
            for name, value in field.sent():
                values.setdefault(name, []).append(value)
        return values

    @property
    def step(self):
        return self.values["step"][0]

    @property
    def draft(self):
        token = self.values["draft"][0]
        return rules.unseal(token, settings.COMITY_KEYS, datetime.now(UTC))

    def choices(self, name):
        return {
            value: label
            for f in self.node.fields()
            if f.name == name
            for value, label in f.options()
        }

    def send(self, **typed):
        answer = self.client.post(START, self.values | typed)
        return answer if answer.status_code == 302 else Form(self.client, answer)


def begin(client, **more):
    return Form(client, client.get(START, more))


def at(client, house, step, **typed):
    """Go as far as one page, answering as little as possible on the way."""
    form = begin(client)
    least = {
        "safety": {"danger": "no"},
        "where": {"community_id": house.project.id},
        "what": {"what": "It hurt."},
        "about": {},
        "unseen": {},
        "name": {"named": "no"},
    }
    while form.step != step:
        form = form.send(**least[form.step] | typed.get(form.step, {}))
    return form
