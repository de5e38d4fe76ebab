"""The rows of a list that stand behind one of them, as a database can find them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import OrderBy

Of = TypeVar("Of", bound=Model)


@dataclass(frozen=True, slots=True)
class Column:
    """One column by which a list is ordered.

    Attributes:
        path: as a filter names it.
        falling: whether the greatest comes first.
        empty_last: whether rows that have nothing there come after those that have.
    """

    path: str
    falling: bool
    empty_last: bool

    def after(self, value: object) -> Q:
        """Find rows that stand later than one with this value."""
        if value is None:
            return Q(pk__in=[]) if self.empty_last else Q(**{f"{self.path}__isnull": False})
        later = Q(**{f"{self.path}__{'lt' if self.falling else 'gt'}": value})
        return later | self.same(None) if self.empty_last else later

    def same(self, value: object) -> Q:
        """Find rows that have this value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})


def rows_behind(rows: QuerySet[Of, Of], row_id: str) -> QuerySet[Of, Of] | None:
    """Find what stands behind a row, wherever that stands by now; None where it is gone."""
    columns = [_column(one) for one in (*rows.query.order_by, "pk")]
    values = rows.filter(id=row_id).values(*(column.path for column in columns)).first()
    return None if values is None else rows.filter(_later(columns, values))


def _later(columns: list[Column], values: Mapping[str, Any]) -> Q:
    later, same = Q(pk__in=[]), Q()
    for column in columns:
        later |= same & column.after(values[column.path])
        same &= column.same(values[column.path])
    return later


def _column(order: object) -> Column:
    """Read a column as a list names it: by a text, or with where empty ones stand."""
    if isinstance(order, OrderBy):
        named: Any = order.expression  # F, whose types do not tell of its name
        path, falling = named.name, order.descending
        told = True if order.nulls_last else False if order.nulls_first else None
    else:
        path, falling, told = str(order).removeprefix("-"), str(order).startswith("-"), None
    first = connection.features.order_by_nulls_first is not falling
    return Column(path, falling, empty_last=not first if told is None else told)
