"""The table of where local codes stand against the floor."""

from django.db import models
from django.db.models import Q

from comity.codes.models.versions import Code, CodeVersion


class FloorStanding(models.Model):
    """What the last check of a local code in force found. It is written anew by every check.

    Attributes:
        version: the local version that was checked.
        floor_mark: names the versions above it, as ``rules.standing`` does.
        checked_on: the day of the check.
        findings: how many it found.
        words_below: how many of its texts people judged below the floor.
        words_waiting: how many of its texts wait for somebody to judge them.
        below_since: the day on which a check first found it below; none while it is not.
        grace_ends: the last day to mend its text; none where the charter names no time.
        told_over: whether those above it were told that this day has passed.
    """

    code = models.OneToOneField(
        Code, on_delete=models.CASCADE, primary_key=True, related_name="standing"
    )
    version = models.ForeignKey(CodeVersion, on_delete=models.CASCADE, related_name="+")
    floor_mark = models.CharField(max_length=64)
    checked_on = models.DateField()
    findings = models.PositiveIntegerField(default=0)
    words_below = models.PositiveIntegerField(default=0)
    words_waiting = models.PositiveIntegerField(default=0)
    below_since = models.DateField(null=True, blank=True)
    grace_ends = models.DateField(null=True, blank=True)
    told_over = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(below_since=None, findings=0, words_below=0)
                | (Q(below_since__isnull=False) & (Q(findings__gt=0) | Q(words_below__gt=0))),
                name="exactly_what_is_below_has_a_beginning",
            ),
            models.CheckConstraint(
                condition=Q(grace_ends=None) | Q(below_since__isnull=False),
                name="only_what_is_below_has_time_to_mend",
            ),
        ]
        indexes = [models.Index(fields=["below_since"], name="standings_by_day")]
