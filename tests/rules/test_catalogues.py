"""Sentences are found where they stand, and a catalogue with a fault is not let through."""

import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext
from typer.testing import CliRunner

from comity.cli import catalogues

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
A = _("One sentence.")
# Translators: on a button
B = pgettext("verb", "Report")
C = ngettext("%(n)s day", "%(n)s days", 3)
D = _(
    "A long sentence "
    "in two parts."
)
"""
TEMPLATE = """{% load i18n %}
{% comment %}Told to nobody: _("not this").{% endcomment %}{% translate "After a comment" %}
    <p title="{% translate 'In an attribute' %}">{{ _("In a variable") }}</p>
  {# Translators: the head of a list #}
  {% translate "List" context "head" %}
{% blocktranslate trimmed with n=3 %}
  Hello {{ n }},
  <b>100 %</b> sure (or not)
{% endblocktranslate %}
{% blocktranslate trimmed count n=3 %}{{ n }} case{% plural %}{{ n }} cases{% endblocktranslate %}
it's "odd" ( ] { text
"""


@pytest.fixture
def source(tmp_path):
    """Write a small package with sentences in it."""
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "words.py").write_text(PYTHON)
    (folder / "page.html").write_text(TEMPLATE)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    return folder


@pytest.fixture
def found(source):
    return catalogues.collect(source)


def test_sentences_of_programs_and_pages_are_found(found):
    assert {(m.context, m.id if isinstance(m.id, str) else m.id[0]) for m in found if m.id} == {
        (None, "One sentence."),
        ("verb", "Report"),
        (None, "%(n)s day"),
        (None, "A long sentence in two parts."),
        (None, "After a comment"),
        (None, "In an attribute"),
        (None, "In a variable"),
        ("head", "List"),
        (None, "Hello %(n)s, <b>100 %%</b> sure (or not)"),
        (None, "%(n)s case"),
    }


def test_notes_for_translators_come_along(found):
    assert found.get("Report", "verb").auto_comments == ["Translators: on a button"]


def test_a_sentence_knows_its_file(found):
    assert found.get("One sentence.").locations == [("house/words.py", 0)]


def test_a_template_that_cannot_be_read_is_named(source):
    (source / "bad.html").write_text("{% blocktranslate %}{% if x %}a{% endif %}")
    with pytest.raises(SyntaxError, match=r"bad\.html"):
        catalogues.collect(source)


def said(language, found, **sentences):
    """Translate everything, rightly but for what is given."""
    catalog = catalogues.merged(language, found, None)
    for message in catalog:
        if message.id:
            forms = catalog.num_plurals
            message.string = (message.id[1],) * forms if message.pluralizable else message.id
    for sentence, string in sentences.items():
        catalog.get(SENTENCES[sentence]).string = string
    return catalog


SENTENCES = {
    "plain": "One sentence.",
    "markup": "Hello %(n)s, <b>100 %%</b> sure (or not)",
    "plural": "%(n)s day",
}


def test_a_whole_catalogue_has_no_faults(found):
    assert list(catalogues.problems(said("ar", found), found)) == []


def test_a_form_for_one_or_two_may_leave_the_number_out(found):
    forms = ("no day", "a day", "two days", "%(n)s days", "%(n)s days", "%(n)s days")
    assert list(catalogues.problems(said("ar", found, plural=forms), found)) == []


@pytest.mark.parametrize(
    ("sentence", "string", "fault"),
    [
        ("plain", "", "not translated"),
        ("plain", "One %(more)s sentence.", "other placeholders"),
        ("markup", "Hello, <b>100 %%</b>", "other placeholders"),
        ("markup", "Hello %(n)s %(n)s, <b></b>", "other placeholders"),
        ("markup", "Hello %(n)s, 100 %%", "other markup"),
        ("markup", "Hello %(n)s, <i>100 %%</i>", "other markup"),
        ("plural", ("%(n)s day", "%(n)s days"), "not 6 plural forms"),
        ("plural", ("%(n)s",) * 5 + ("",), "not 6 plural forms"),
        ("plural", ("%(m)s",) * 6, "placeholders that the sentence does not have"),
        ("plural", ("<b>%(n)s</b>",) * 6, "other markup"),
    ],
)
def test_each_fault_is_named(found, sentence, string, fault):
    [line] = catalogues.problems(said("ar", found, **{sentence: string}), found)
    assert line.startswith("ar: ")
    assert fault in line
    assert SENTENCES[sentence] in line


def test_a_guess_is_a_fault(found):
    catalog = said("ar", found)
    catalog.get("One sentence.").flags.add("fuzzy")
    [line] = catalogues.problems(catalog, found)
    assert "fuzzy" in line


def test_the_language_of_the_source_may_stay_empty(found):
    assert list(catalogues.problems(catalogues.merged("en", found, None), found)) == []


def test_a_new_sentence_and_one_no_longer_used_are_named(found):
    catalog = said("ar", found)
    catalog.delete("One sentence.")
    catalog.add("Gone.", "Gone.")
    lines = list(catalogues.problems(catalog, found))
    assert [line.split(":")[1].strip() for line in lines] == [
        "not in the catalogue",
        "no longer used",
    ]


def written(catalog):
    out = BytesIO()
    write_po(out, catalog)
    return out.getvalue()


def test_bringing_up_to_date_keeps_translations_and_guesses_nothing(found):
    old = Catalog(locale="ar")
    old.add("One sentence.", "جملة.")
    old.add("One sentences.", "no")
    catalog = catalogues.merged("ar", found, written(old))
    assert catalog.get("One sentence.").string == "جملة."
    assert catalog.get("One sentences.") is None
    assert not any(message.fuzzy for message in catalog if message.id)


def test_bringing_up_to_date_twice_changes_nothing(found):
    once = written(catalogues.merged("ar", found, None))
    assert written(catalogues.merged("ar", found, once)) == once


def test_compiling_writes_what_changed_and_only_that(tmp_path, settings, found):
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "ar" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_bytes(written(said("ar", found, plain="جملة.")))
    assert catalogues.compile_all() == [folder / "django.mo"]
    with (folder / "django.mo").open("rb") as file:
        assert read_mo(file).get("One sentence.").string == "جملة."
    assert catalogues.compile_all() == []


@pytest.fixture
def comity(tmp_path, settings, source):
    """Run ``comity catalogues`` over the small package, with catalogues of its own."""
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية")]
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "same.toml").write_text("everywhere = []")
    settings.PACKAGE = source

    def run(*command):
        answer = CliRunner().invoke(catalogues.app, command)
        return answer.exit_code, answer.output

    return run


def test_the_commands_take_a_language_from_nothing_to_whole(comity):
    status, template = comity("extract")
    assert status == 0
    assert 'msgid "One sentence."' in template
    status, told = comity("update")
    assert status == 0
    assert "10 of them not translated" in told
    status, told = comity("check")
    assert status == 1
    assert "ar: not translated: 'One sentence.'" in told
    found = catalogues.extract_all()
    whole = written(said("ar", found))
    (catalogues.folder() / "ar" / "LC_MESSAGES" / "django.po").write_bytes(whole)
    assert "ar: the same as in English: 'One sentence.'" in comity("check")[1]
    repeated = [catalogues._sentence(message) for message in found if message.id]
    (catalogues.folder() / "same.toml").write_text(f"ar = {json.dumps(repeated)}\neverywhere = []")
    assert comity("check") == (0, "Every sentence is there in every language.\n")
    assert "django.mo" in comity("compile")[1]


def test_a_sentence_that_only_repeats_the_english_one_is_named(found):
    catalog = said("ar", found, plain="جملة واحدة.", plural=("%(n)s day",) + ("%(n)s يوم",) * 5)
    lines = list(catalogues.repeated(catalog, {"Report", "List"}))
    assert "ar: the same as in English: '%(n)s day'" in lines
    assert not [line for line in lines if "One sentence." in line or "'Report'" in line]


def test_what_holds_no_words_may_be_the_same():
    catalog = Catalog(locale="ar")
    catalog.add("%(body)s · <b>%(n)s</b>", "%(body)s · <b>%(n)s</b>")
    assert list(catalogues.repeated(catalog, ())) == []


def test_no_language_only_repeats_the_english_one():
    for language in set(catalogues.languages()) - {"en"}:
        file = catalogues.folder() / language / "LC_MESSAGES" / "django.po"
        catalog = read_po(BytesIO(file.read_bytes()), locale=language)
        assert list(catalogues.repeated(catalog, catalogues.same(language))) == []


def test_every_sentence_is_there_in_every_language():
    found = catalogues.extract_all()
    faults = []
    for language in catalogues.languages():
        file = catalogues.folder() / language / "LC_MESSAGES" / "django.po"
        faults += catalogues.problems(read_po(BytesIO(file.read_bytes()), locale=language), found)
    assert faults == []


def test_libraries_speak_our_words():
    catalogues.compile_all()
    with translation.override("en"):
        assert gettext("This field is required.") != "This field is required."
        assert "invalid" not in gettext("Enter a valid date.")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "يصل الرد خلال يوم واحد."),
        (2, "يصل الرد خلال يومين."),
        (7, "يصل الرد خلال 7 أيام."),
        (14, "يصل الرد خلال 14 يومًا."),
        (100, "يصل الرد خلال 100 يوم."),
    ],
)
def test_arabic_counts_as_arabic_does(days, words):
    catalogues.compile_all()
    with translation.override("ar"):
        sentence = ngettext(
            "Answers within %(days)s day.", "Answers within %(days)s days.", days
        ) % {"days": days}
    assert sentence == words


def test_catalogues_are_compiled_where_the_settings_look():
    assert catalogues.folder() == settings.LOCALE_PATHS[0]


ARABIC = re.compile("[\u0600-\u06ff]")


def test_each_catalogue_is_written_in_its_own_script():
    """A sentence filed under the wrong language reaches people who cannot read it."""
    english = (Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po").read_text()
    said = [line for line in english.splitlines() if line.startswith(("msgstr", '"'))]
    assert not [line for line in said if ARABIC.search(line)]
