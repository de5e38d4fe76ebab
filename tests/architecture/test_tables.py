"""Which tables know which, and who touches them."""

import sys

import grimp
import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.architecture.house import DEPTH, build, expect_none


def keys_that_point_up(tables):
    """Name the foreign keys to a package on a higher floor.

    They are named by string, which import-linter cannot see.
    """
    return [
        f"{field} points up to {field.related_model._meta.app_label}"
        for table in tables
        for field in table._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and {table._meta.app_label, field.related_model._meta.app_label} <= DEPTH.keys()
        and DEPTH[table._meta.app_label] > DEPTH[field.related_model._meta.app_label]
    ]


def reached_into(root_package):
    """Name the modules that import the tables of another package.

    The contract in pyproject.toml cannot say whose queries and actions it means.
    """
    imports = grimp.build_graph(root_package, cache_dir=None)
    return [
        f"{importer} reaches into {tables}"
        for tables in sorted(
            imports.find_matching_modules(f"{root_package}.*.models")
            | imports.find_matching_modules(f"{root_package}.*.models.**")
        )
        for importer in sorted(imports.find_modules_that_directly_import(tables))
        if not importer.startswith(".".join(tables.split(".")[:2]) + ".")
    ]


def test_foreign_keys_point_down():
    expect_none(keys_that_point_up(apps.get_models()))


def test_tables_belong_to_one_package():
    expect_none(reached_into("comity"))


@isolate_apps("comity.record", "comity.cases")
def test_a_planted_key_that_points_up_is_found():
    class Case(models.Model):
        class Meta:
            app_label = "cases"

    class Line(models.Model):
        case = models.ForeignKey(Case, on_delete=models.CASCADE)

        class Meta:
            app_label = "record"

    assert keys_that_point_up([Case, Line]) == ["record.Line.case points up to cases"]


@pytest.mark.parametrize("file", ["cases/queries.py", "web/views.py"])
def test_a_planted_reach_into_the_tables_of_another_package_is_found(tmp_path, monkeypatch, file):
    build(
        tmp_path,
        {
            "planted/people/models.py": "",
            "planted/people/queries.py": "import planted.people.models\n",
            f"planted/{file}": "import planted.people.models\n",
        },
    )
    monkeypatch.syspath_prepend(tmp_path)
    try:
        importer = f"planted.{file.removesuffix('.py').replace('/', '.')}"
        assert reached_into("planted") == [f"{importer} reaches into planted.people.models"]
    finally:
        sys.modules.pop("planted", None)
