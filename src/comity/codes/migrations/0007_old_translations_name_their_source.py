"""Name for every translation there is the words it was made from, and keep these."""

import hashlib
import json

from django.db import migrations

SOURCE, COMPLETE, OUTDATED = "source", "complete", "outdated"


def name_sources(apps, schema_editor):
    """Name them. What was marked as outdated was made from words that nobody has any more."""
    texts = apps.get_model("codes", "ProvisionText").objects
    kept = apps.get_model("codes", "SourceText").objects
    for row in texts.filter(state=SOURCE).iterator(chunk_size=500):
        translations = texts.filter(provision=row.provision_id).exclude(state=SOURCE)
        words = {"language": row.language, "words": [row.title, row.body, row.example]}
        written = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        name = hashlib.sha256(written.encode()).hexdigest()
        if translations.exclude(state=OUTDATED).update(made_from=name):
            said = {"language": row.language, "title": row.title}
            said |= {"body": row.body, "example": row.example}
            kept.get_or_create(hash=name, defaults=said)
        translations.filter(state=OUTDATED).update(state=COMPLETE)


class Migration(migrations.Migration):
    dependencies = [("codes", "0006_provisions_know_their_source")]

    operations = [migrations.RunPython(name_sources, migrations.RunPython.noop)]
