"""Rows about somebody in tables of which nothing else matters."""

from contextlib import contextmanager

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from comity.codes.models import Provision
from comity.consultation.models import Participant
from comity.consultation.queries import rounds
from tests.factories.codes import draft, universal
from tests.factories.consultations import contributed, opened
from tests.factories.people import as_actor


@contextmanager
def made_up(person, tables):
    """Put a row about somebody into each of these tables, whatever else it should say."""
    part = Participant.objects.get(person=person)
    said = contributed(opened(rounds.consultation(part.consultation_id)), by=as_actor(person))
    version = draft(universal())
    ids = {
        "codes_code": version.code_id,
        "codes_codeversion": version.id,
        "codes_provision": Provision.objects.filter(version=version.id).first().id,
        "people_person": person.id,
        "consultation_participant": part.id,
        "consultation_contribution": said.id,
        "consultation_consultation": part.consultation_id,
    }
    made = []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        for model in apps.get_models():
            table = model._meta.db_table
            if table in tables and table != "consultation_contribution":
                row = model(**{field.attname: value(field, ids) for field in empty(model)})
                made += model.objects.bulk_create([row])
        yield
        for row in made:
            row.delete()
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def empty(model):
    return [
        field
        for field in model._meta.local_fields
        if field.is_relation or not (field.has_default() or isinstance(field, models.AutoField))
    ]


def value(field, ids):
    """Give something that fits a column; what it points at need not be there."""
    if field.is_relation:
        return ids.get(field.related_model._meta.db_table, "0" * 13)
    kinds = {
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.now().date(),
        models.BooleanField: False,
        models.IntegerField: 1,
        models.DecimalField: 1,
        models.JSONField: {},
        models.BinaryField: b"x",
    }
    return next((one for kind, one in kinds.items() if isinstance(field, kind)), "x")
