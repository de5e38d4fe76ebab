"""Load what is searched, in the environment of an installation that is stopped."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
    django.setup()

    from bench.house.search import load

    load()
