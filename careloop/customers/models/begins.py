from typing import Any

from django.db.models import CharField, Lookup


@CharField.register_lookup
class Begins(Lookup):
    """`…__begins`: like `startswith`, but certain to go through an index on both engines.

    SQLite's LIKE ignores case and so passes a plain index by; two comparisons do not. PostgreSQL's
    comparisons follow the language of the database; LIKE with an index of `varchar_pattern_ops` does not.
    """

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        pattern = connection.ops.prep_for_like_query(self.rhs) + "%"
        return f"{column} LIKE %s", [*params, pattern]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        last = self.rhs + chr(0x10FFFF)
        return f"({column} >= %s AND {column} < %s)", [*params, self.rhs, *params, last]
