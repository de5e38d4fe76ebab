"""The table of notices that wait to be sent. Sent means deleted."""

from django.conf import settings
from django.db import models

from comity.notices.rules import NoticeKind


class Notice(models.Model):
    """One kind of news for one person: twenty pieces of news are one letter.

    Attributes:
        attempts: how often the mail server said "not now".
        not_before: when to try again; lies in the future when it is written.
        refused: whether the mail server said "never". The next news is tried all the same.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in NoticeKind])
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)
    refused = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="news_of_one_kind_is_one_letter"
            ),
        ]
