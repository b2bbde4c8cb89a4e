"""Names that a style writes as placeholders: filled in, or left out so that the sentence still reads well."""

import re

CUSTOMER, AGENT = "<NAME>", "<AGENT>"
"""What a style learned to write for the customer's name in a greeting, and for the agent's in a signature."""

_AGENT_LINE = re.compile(rf"\n[^\S\n]*{AGENT}[.,]?[^\S\n]*(?=\n|\Z)")
_AGENT_FIRST = re.compile(rf"(?m)^[^\S\n]*{AGENT}[,;]?[^\S\n]*")
"""Where the agent's name begins a line, what stands between it and the rest goes too."""
_DEAR = re.compile(rf"\b(dear)\s+{CUSTOMER}", re.IGNORECASE)


def fill_names(text: str, customer: str = "") -> str:
    """``text`` with the customer's name in its place; without one, 'Dear customer' or no name at all.

    The agent's name is left for the agent to write.
    """
    text = _AGENT_LINE.sub("", text)
    text = re.sub(rf"[^\S\n]*{AGENT}", "", _AGENT_FIRST.sub("", text))
    name = " ".join(customer.split())
    if name:
        return text.replace(CUSTOMER, name)
    return re.sub(rf"[^\S\n]*{CUSTOMER}", "", _DEAR.sub(r"\1 customer", text))
