"""`field__in=[…]` of keys as one array: one statement however many they are, so each connection plans it once."""

from typing import Any

from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

ANY = "ANY(%s)"


class _AsArray(In):
    """`= ANY(array)` where Django would write a placeholder for each value."""

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """The values as one parameter, unless there is more in the list than values."""
        sql, given = super().process_rhs(compiler, connection)
        plain = self.rhs_is_direct_value() and sql == f"({', '.join(['%s'] * len(given))})"
        return (ANY, [list(given)]) if plain else (sql, given)

    def get_rhs_op(self, connection: Any, rhs: Any) -> str:
        """The operator, with what stands at its right."""
        return f"= {ANY}" if rhs == ANY else str(super().get_rhs_op(connection, rhs))


class AmongKeys(_AsArray):
    """Of a key's own column."""


class AmongRelated(_AsArray, RelatedIn):
    """Of a column that points at one."""
