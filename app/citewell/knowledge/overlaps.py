"""Sources that lie within each other: a file belongs to one of them."""

from collections.abc import Sequence
from pathlib import Path

from citewell.domain.documents import Access, Source
from citewell.domain.errors import BadInputError


def settle_overlap(wanted: Path, access: Access | None, sources: Sequence[Source]) -> Path:
    """The source to bring up to date for ``wanted``: itself, or the known source that it is part of.

    Raises ``BadInputError`` where it would contain known sources, whose documents would then count twice, or where its
    class would differ from that of the source it is part of.
    """
    for source in sources:
        root = Path(source.root)
        if root in wanted.parents:
            if access not in {None, source.access}:
                raise BadInputError(
                    f"{wanted} is part of the source {root}, which is {source.access.value}. Forget that source and "
                    "add its folders one by one, or write 'access: confidential' into the documents' front matter."
                )
            return root
    inner = [source.root for source in sources if wanted in Path(source.root).parents]
    if inner:
        raise BadInputError(
            f"{wanted} contains the source {inner[0]}. Forget that one first: citewell forget {inner[0]}"
        )
    return wanted
