"""Name for every translated title and summary there is the words it was made from."""

import hashlib
import json

from django.db import migrations

COMPLETE = "complete"


def name_sources(apps, schema_editor):
    """Name them, as the words of provisions were named before."""
    about = apps.get_model("codes", "AboutText").objects
    kept = apps.get_model("codes", "SourceText").objects
    for version in apps.get_model("codes", "CodeVersion").objects.iterator(chunk_size=200):
        source = version.source_language
        title, summary = version.title.get(source, ""), version.summary.get(source, "")
        tags = ({*version.title} | {*version.summary}) - {source}
        if not tags:
            continue
        words = {"language": source, "words": [title, summary, ""]}
        written = json.dumps(words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        name = hashlib.sha256(written.encode()).hexdigest()
        said = {"language": source, "title": title, "body": summary, "example": ""}
        kept.get_or_create(hash=name, defaults=said)
        for tag in sorted(tags):
            known = {"state": COMPLETE, "made_from": name}
            about.get_or_create(version=version, language=tag, defaults=known)


class Migration(migrations.Migration):
    dependencies = [("codes", "0011_titles_are_translated_and_keeping_ends")]

    operations = [migrations.RunPython(name_sources, migrations.RunPython.noop)]
