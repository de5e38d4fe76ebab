"""The table of notices that wait to be sent. Sent means deleted."""

from django.conf import settings
from django.db import models

from comity.notices.rules import NoticeKind


class Notice(models.Model):
    """One kind of news for one person: twenty pieces of news are one letter."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in NoticeKind])

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="news_of_one_kind_is_one_letter"
            ),
        ]
