"""People, as Django loads them."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Starts watching what allauth writes, once its tables are known."""

    name = "comity.people"

    def ready(self) -> None:
        """Watch second factors."""
        from comity.people import factors  # noqa: PLC0415, needs the tables

        factors.watch()
