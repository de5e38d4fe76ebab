"""Let communities have charters of their own, each on top of a version above it."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("charter", "0001_initial_tables")]

    operations = [
        migrations.AddField(
            model_name="charterversion",
            name="community_id",
            field=models.CharField(blank=True, default="", max_length=13),
        ),
        migrations.AddField(
            model_name="charterversion",
            name="above_id",
            field=models.CharField(blank=True, default="", max_length=13),
        ),
        migrations.RemoveConstraint(
            model_name="charterversion", name="a_charter_number_is_given_once"
        ),
        migrations.AddConstraint(
            model_name="charterversion",
            constraint=models.UniqueConstraint(
                fields=("community_id", "number"), name="a_charter_number_is_given_once_in_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="charterversion",
            constraint=models.CheckConstraint(
                condition=Q(("above_id", ""), ("community_id", ""))
                | (~Q(("community_id", "")) & ~Q(("above_id", ""))),
                name="only_a_communitys_charter_stands_on_another",
            ),
        ),
    ]
