"""Report templates: HTML files that need nothing else, with every text in them escaped."""

from typing import TYPE_CHECKING

from citewell.domain.errors import BadInputError
from citewell.settings.resources import resources_dir

if TYPE_CHECKING:
    import jinja2


def find_template(name: str, **filters: object) -> "jinja2.Template":
    """A template that ships, with more ``filters``. Raises ``BadInputError`` where it is missing."""
    import jinja2  # noqa: PLC0415  the window starts without it

    folder = resources_dir() / "reports"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    try:
        return environment.get_template(name)
    except jinja2.TemplateNotFound as error:
        raise BadInputError(f"The report's template is missing in {folder}. Install Citewell again.") from error
