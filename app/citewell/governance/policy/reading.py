"""Read one pack. All mistakes are told at once, each with its line and how to mend it."""

from citewell.governance.policy.merging import Policy
from citewell.governance.policy.packs import Pack
from citewell.governance.yaml_positions import Bounds, Problem, Problems, compose, read_texts

BOUNDS = Bounds("pack", size=512 * 1024, values=30_000)


def read_pack(
    text: str, file: str, base: Policy | None = None, *, shipped: bool = False
) -> tuple[Pack | None, tuple[Problem, ...]]:
    """The pack in ``text`` and its mistakes; ``None`` where it cannot be used.

    ``base`` is the policy of the packs before it: what it names of those need not be written again.
    """
    from citewell.governance.policy.pack_reader import PackReader  # noqa: PLC0415  pydantic comes with it

    problems = Problems(file)
    node = compose(text, BOUNDS, problems)
    pack = None
    if node is not None:
        where = read_texts(node, problems)
        if isinstance(where.value, dict):
            pack = PackReader(where, problems, base or Policy(())).read(text, shipped=shipped)
        else:
            what = "a list" if isinstance(where.value, list) else "a text"
            problems.add(node, f"a pack begins with 'pack:', 'version:' and 'name:'; this is {what}.")
    elif not problems.found:
        problems.add(1, "the file is empty. Begin with 'pack:', 'version:' and 'name:'.")
    found = tuple(sorted(problems.found, key=lambda problem: problem.line))
    return (None if found else pack), found
