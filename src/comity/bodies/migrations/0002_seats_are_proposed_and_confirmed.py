import comity.kernel.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("bodies", "0001_initial_tables"),
        ("people", "0002_code_names_stand_for_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CodeNameWish",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("code_name", models.CharField(max_length=60)),
                ("asked_on", models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name="body",
            name="places",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="seat",
            name="founding",
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name="SeatProposal",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=comity.kernel.ids.new_id,
                        editable=False,
                        max_length=13,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "change",
                    models.CharField(
                        choices=[("seat", "seat"), ("unseat", "unseat"), ("key", "key")],
                        max_length=10,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("fingerprint", models.CharField(blank=True, max_length=32)),
                ("code_name", models.CharField(blank=True, default="", max_length=60)),
                ("proposed_by", models.CharField(max_length=60)),
                ("proposed_on", models.DateField()),
                ("expires_on", models.DateField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("carried", "carried"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="bodies.body",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seat_proposals",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="bodies.seat",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SeatConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("confirmed_by", models.CharField(max_length=60)),
                ("confirmed_on", models.DateField()),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="bodies.seatproposal",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="seatproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", "open")),
                fields=("body", "person", "change"),
                name="one_change_of_a_seat_is_proposed_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="seatproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("change", "seat"),
                        ("ends_on__gte", models.F("starts_on")),
                        models.Q(("fingerprint", ""), _negated=True),
                    ),
                    models.Q(
                        ("change", "key"),
                        ("seat__isnull", False),
                        models.Q(("fingerprint", ""), _negated=True),
                    ),
                    models.Q(("change", "unseat"), ("seat__isnull", False)),
                    _connector="OR",
                ),
                name="a_proposal_names_a_term_and_a_key_or_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="seatconfirmation",
            constraint=models.UniqueConstraint(
                fields=("proposal", "confirmed_by"), name="nobody_confirms_twice"
            ),
        ),
    ]
