"""The tables of what can be found. All of it is a copy and can be built again."""

from django.db import models

from comity.search.rules import LONGEST_WORD, Sort


class Entry(models.Model):
    """Something that can be found, in the words of one language.

    Attributes:
        sort: provision, body or community.
        place: id of the community that it belongs to, or is.
        thing: the id of a body or community, the persistent id of a provision.
        slug: the short name in its address; of a provision, that of its community.
        language: BCP 47 tag of the words.
    """

    sort = models.CharField(max_length=10, choices=[(one, one) for one in Sort])
    place = models.CharField(max_length=32)
    thing = models.CharField(max_length=200)
    slug = models.CharField(max_length=100)
    language = models.CharField(max_length=35)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sort", "place", "thing", "language"],
                name="a_thing_is_found_once_in_a_language",
            ),
        ]


class Word(models.Model):
    """A word under which an entry is found, folded and in UTF-8: bytes sort alike everywhere."""

    word = models.BinaryField(max_length=LONGEST_WORD)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="words", db_index=True)
    in_title = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["word", "entry"], name="an_entry_is_found_once_under_a_word"
            ),
        ]
