"""The tables of people, their accounts elsewhere, and their sessions here."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models

from comity.kernel import ids

LONGEST_CODE_NAME = 60
LONGEST_TOKEN_NAME = 100


class Person(AbstractBaseUser):
    """Somebody with an account here. What they may do is a matter for ``access``.

    Attributes:
        code_name: what they are called everywhere where being named would put them in danger;
            empty for most. ``bodies`` decides who takes one.
        language: in which pages and notices speak to them.
        languages: which they read well enough to handle a report, the dearest first.
        erase_on: the day on which they asked to be forgotten; until then they can stay.
        erased_on: the day on which they were. The row stays, so that what others rely on still
            points at somebody; it says nothing of who that was.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    username = models.CharField(
        max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    display_name = models.CharField(max_length=150, blank=True)
    code_name = models.CharField(max_length=LONGEST_CODE_NAME, blank=True, default="")
    language = models.CharField(max_length=35, default="en")
    languages = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    erase_on = models.DateField(null=True, blank=True, db_index=True)
    erased_on = models.DateField(null=True, blank=True)
    # When somebody was last here is nobody's business.
    last_login = None

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code_name"],
                condition=~models.Q(code_name=""),
                name="a_code_name_is_one_persons",
            ),
        ]

    @property
    def reads(self) -> tuple[str, ...]:
        """The languages they read; the one of their pages, where they named none."""
        return tuple(self.languages) or (self.language,)

    @property
    def name(self) -> str:
        """What others call this person: their code name, if they have one."""
        return self.code_name or self.own_name

    @property
    def own_name(self) -> str:
        """What those call this person who may know who it is."""
        return self.display_name or self.username


class NoticeAddress(models.Model):
    """Where a person wants notices, sealed to the service."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    sealed = models.BinaryField()


class Provider(models.Model):
    """A site whose accounts people can show to be theirs, and our registration there.

    Attributes:
        id: as ``Account`` names it, such as ``wiki``.
        name: as people call it.
        rest_url: below which the addresses of Extension:OAuth stand.
        client_id: the public key of our registration there.
        secret: sealed to the service.
    """

    id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=100)
    rest_url = models.CharField(max_length=300)
    client_id = models.CharField(max_length=200)
    secret = models.BinaryField()


class Account(models.Model):
    """An account elsewhere, linked to a person here. Its number is what counts."""

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    provider = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="accounts")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "subject"], name="an_account_belongs_to_one_person"
            ),
        ]


class AccountName(models.Model):
    """A name that an account has or had, and since which day we know."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=255, db_index=True)
    seen_on = models.DateField()
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="an_account_name_stands_once"),
            models.UniqueConstraint(
                fields=["account"],
                condition=models.Q(current=True),
                name="an_account_has_one_current_name",
            ),
        ]


class Session(models.Model):
    """A signed-in browser. The row is found by a hash of the cookie and opens only with it.

    Attributes:
        owner_tag: a keyed hash of who signed in and of the day, empty while nobody has.
    """

    id = models.CharField(primary_key=True, max_length=64)
    sealed = models.BinaryField()
    ends_on = models.DateField(db_index=True)
    owner_tag = models.CharField(max_length=32, blank=True, default="", db_index=True)


class WrongTries(models.Model):
    """How often a secret was guessed wrong lately.

    Attributes:
        tag: a keyed hash of what was guessed, of whom, and of a span of minutes.
        hour: the hour of the first, by which the row is forgotten.
        count: of wrong tries.
    """

    tag = models.CharField(primary_key=True, max_length=32)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)


class KeptAnswer(models.Model):
    """What was answered to a call, for whoever sends the same call again.

    Attributes:
        tag: a keyed hash of who called and of the key that they chose for the call.
        asked: a keyed hash of all that was asked.
        day: of the call; the row goes when the day after it is over.
        sealed: the answer, under a key that follows from the one that they chose; empty while the
            call is being answered, and for good where that was cut short.
    """

    tag = models.CharField(primary_key=True, max_length=32)
    asked = models.CharField(max_length=32)
    day = models.DateField(db_index=True)
    sealed = models.BinaryField(default=b"")


class ApiToken(models.Model):
    """What a program shows in place of a person who sent it.

    Attributes:
        name: what its owner calls it.
        tag: a keyed hash of the token, which stands nowhere else.
        scopes: what it may be used for.
        ends_on: the last day on which it works.
        used_on: the day on which it was last used; no moment is kept.
    """

    id = models.CharField(
        primary_key=True, max_length=ids.LENGTH, default=ids.new_id, editable=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=LONGEST_TOKEN_NAME)
    tag = models.CharField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    made_on = models.DateField()
    ends_on = models.DateField(db_index=True)
    used_on = models.DateField(null=True, blank=True)
