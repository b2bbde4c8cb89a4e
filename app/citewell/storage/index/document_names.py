"""Documents by letters of their title or path, for a list that is typed into."""

from citewell.storage.db.database import Database, fetch_all

_NAMED = """
    SELECT id, title, path FROM document
    WHERE retired_of = '' AND (title LIKE ?1 ESCAPE '\\' OR path LIKE ?1 ESCAPE '\\')
    ORDER BY length(title), path LIMIT ?2
"""


def documents_named(database: Database, letters: str, limit: int) -> list[tuple[int, str, str]]:
    """Id, title and path of documents in whose title or path ``letters`` stand in this order, not necessarily together.

    Shorter titles come first. Case is ignored in ASCII letters. Raises ``StorageError``.
    """
    escaped = [f"\\{letter}" if letter in "\\%_" else letter for letter in letters if not letter.isspace()]
    pattern = f"%{'%'.join(escaped)}%"
    with database.read() as connection:
        return [(int(row[0]), str(row[1]), str(row[2])) for row in fetch_all(connection, _NAMED, (pattern, limit))]
