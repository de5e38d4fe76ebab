"""The invented consultations of the sandbox: one that listens, one on a draft, one that is over."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from comity.cli.sandbox import drafts
from comity.codes import queries as codes
from comity.consultation.actions import (
    answers,
    conclusions,
    consultations,
    contributions,
    equity,
    opinion_maps,
    panels,
    rounds,
    statements,
    suggestions,
    translations,
)
from comity.consultation.actions.contributions import About
from comity.consultation.rules.dispositions import Decision
from comity.consultation.rules.equity import Dimension
from comity.consultation.rules.kinds import Channel, RoundKind
from comity.consultation.rules.lot import Quota
from comity.consultation.rules.suggestions import Kind, Patch
from comity.kernel.actors import SYSTEM, Actor, ActorKind
from comity.kernel.receipts import new_receipt

Part = Mapping[str, Any]
SIGNS = {"+": "agree", "-": "disagree", "0": "pass"}


def load(
    names: Sequence[str],
    *,
    text: Callable[[str], str],
    places: Mapping[str, str],
    persons: Mapping[str, str],
    now: datetime,
) -> None:
    """Let communities ask, and people answer.

    Args:
        names: of the files.
        text: reads one.
        places: ids of communities by their short names.
        persons: ids of people by the names they sign in with.
        now: the moment.
    """
    for name in names:
        _Asking(tomllib.loads(text(name)), text, places, persons, now).all()


class _Asking:
    """One consultation, from its first round to where the file leaves it."""

    def __init__(
        self,
        said: Part,
        text: Callable[[str], str],
        places: Mapping[str, str],
        persons: Mapping[str, str],
        now: datetime,
    ) -> None:
        self.said, self.text, self.persons, self.now = said, text, persons, now
        self.by = Actor(ActorKind.PERSON, persons[said["run_by"]])
        self.place = places[said["community"]]
        self.speakers: dict[str, Actor] = {}
        self.consultation = self.edition = ""
        self.rounds: list[str] = []

    def all(self) -> None:
        """Do everything that the file tells of, in its order."""
        if "draft" in self.said:
            base, changes = map(self.text, self.said["draft"])
            self.edition = drafts.load(
                base=base, changes=changes, community_id=self.place, by=self.by, now=self.now
            )
        self._ask()
        for part in self.said["contributions"]:
            self._contribute(part)
        for part, round_id in zip(self.said["rounds"], self.rounds, strict=True):
            if "statements" in part:
                self._state(part, round_id)
        if "panel" in self.said:
            self._pool(self.said["panel"])
        if "targets" in self.said:
            self._measure()
        self._end()

    def _ask(self) -> None:
        asked = consultations.prepare(
            community_id=self.place,
            title=self.said["title"],
            question=self.said["question"],
            source_language=self.said["source_language"],
            code_id=codes.code_of(self.place) if "about" in self.said else "",
            by=self.by,
            now=self.now,
        )
        self.consultation = asked.id
        for part in self.said["rounds"]:
            planned = rounds.plan(
                consultation_id=asked.id,
                kind=RoundKind(part["kind"]),
                opens=self._hour(part["from_day"]),
                closes=self._hour(part["to_day"]),
                languages=part["languages"],
                target_groups=part["target_groups"],
                edition_id=self.edition if "on_draft" in part else "",
                by=self.by,
                now=self.now,
            )
            self.rounds.append(planned.id)
            if part["from_day"] <= 0:
                rounds.open_now(round_id=planned.id, by=SYSTEM, now=self.now)

    def _contribute(self, part: Part) -> None:
        words = {
            "round_id": self.rounds[0],
            "text": part["text"],
            "language": part["language"],
            "now": self.now,
        }
        speaker = self._speaker(part.get("by", ""))
        about = [About(part["provision"], part.get("quote", ""))] if "provision" in part else []
        if "consent" in part:
            made = contributions.contribute_for(
                **words,
                about=about,
                channel=Channel(part["channel"]),
                consent=part["consent"],
                speaker=speaker,
                by=self.by,
            )
        elif "wish" in part:
            wish = self._wish(part["wish"], part["language"])
            made = suggestions.suggest(**words, wish=wish, by=speaker)
        else:
            made = contributions.contribute(**words, about=about, by=speaker)
        for translated in part.get("translations", ()):
            translations.translate(
                contribution_id=made.id,
                language=translated["language"],
                text=translated["text"],
                machine=False,
                by=self._speaker(translated["by"]),
                now=self.now,
            )
        if "answer" in part:
            answers.answer(
                contribution_id=made.id,
                decision=Decision(part["answer"]["decision"]),
                reason=part["answer"]["reason"],
                by=self.by,
                now=self.now,
            )

    def _wish(self, part: Part, language: str) -> suggestions.Wish:
        bounds = part.get("parameters", {})
        fields = {f"parameters.{name}": bound for name, bound in bounds.items()}
        return suggestions.Wish(
            kind=Kind.CHANGE,
            provision_id=part["provision"],
            patch=Patch(fields, part["words"], language),
            credit=part["credit"],
        )

    def _state(self, part: Part, round_id: str) -> None:
        ids = []
        for texts in part["statements"]:
            first, *others = texts.items()
            proposed = statements.begin_with(
                round_id=round_id, language=first[0], text=first[1], by=self.by, now=self.now
            )
            for language, words in others:
                statements.translate(
                    statement_id=proposed, language=language, text=words, by=self.by, now=self.now
                )
            ids.append(proposed)
        for name, signs in part["votes"].items():
            signed = zip(ids, signs, strict=True)
            statements.react_to_many(
                round_id=round_id,
                answers={one: SIGNS[sign] for one, sign in signed if sign in SIGNS},
                by=self._speaker(name),
                now=self.now,
            )
        if "closed" not in part:
            opinion_maps.ask_for_map(round_id=round_id, by=self.by, now=self.now)

    def _pool(self, part: Part) -> None:
        quotas = []
        for quota in part["quotas"]:
            dimension, category, least, most = quota.split(":")
            quotas.append(Quota(Dimension(dimension), category, int(least), int(most)))
        panel_id = panels.open_pool(
            consultation_id=self.consultation,
            name=part["name"],
            offer=part["offer"],
            seats=part["seats"],
            quotas=quotas,
            by=self.by,
            now=self.now,
        )
        for name in part["pool"]:
            said = {Dimension.LANGUAGE: name.partition("-")[0]}
            panels.put_forward(
                panel_id=panel_id, answers=said, by=self._speaker(name), now=self.now
            )

    def _measure(self) -> None:
        equity.set_targets(
            consultation_id=self.consultation,
            table=self.said["targets"],
            by=self.by,
            now=self.now,
        )
        for name, speaker in self.speakers.items():
            said = {Dimension.LANGUAGE: name.partition("-")[0]}
            equity.say_about_oneself(
                consultation_id=self.consultation, said=said, by=speaker, now=self.now
            )
        equity.measure(consultation_id=self.consultation, now=self.now)

    def _end(self) -> None:
        for part, round_id in zip(self.said["rounds"], self.rounds, strict=True):
            if "closed" in part:
                rounds.close(
                    round_id=round_id,
                    by=self.by,
                    now=self.now,
                    reason=part["closed"],
                    unmeasured=part.get("unmeasured", ""),
                )
        if "conclusion" in self.said:
            said = conclusions.Said(self.said["source_language"], **self.said["conclusion"])
            version_id = codes.edition(self.edition).version_id if self.edition else ""
            conclusions.conclude(
                consultation_id=self.consultation,
                said=said,
                version_id=version_id,
                by=self.by,
                now=self.now,
            )

    def _speaker(self, name: str) -> Actor:
        """Find somebody who signs in, or whoever holds a receipt under that name in the file."""
        if name in self.persons:
            return Actor(ActorKind.PERSON, self.persons[name])
        if not name:
            return Actor(ActorKind.RECEIPT_HOLDER, new_receipt().lookup)
        if name not in self.speakers:
            self.speakers[name] = Actor(ActorKind.RECEIPT_HOLDER, new_receipt().lookup)
        return self.speakers[name]

    def _hour(self, days: int) -> datetime:
        """Begin at a full hour, so that the first round has opened already."""
        return self.now.replace(minute=0, second=0, microsecond=0) + timedelta(days=days)
