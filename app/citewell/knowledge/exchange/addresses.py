"""Web addresses (RFC 3986) of articles: checked, joined, and percent-encoded without any network code."""

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\x00-\x20]{1,2000}", re.IGNORECASE)
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:()',!*@")


def web_address(text: str) -> str:
    """An address of the web that a link may carry; empty for anything else, such as ``javascript:``."""
    return text.strip() if _ADDRESS.fullmatch(text.strip()) else ""


def joined_address(base: str, path: str) -> str:
    """``path`` below the address ``base``; empty where that is no address of the web."""
    return web_address(f"{base.rstrip('/')}/{path.lstrip('/')}") if web_address(base) else ""


def percent_encoded(path: str) -> str:
    """A path with every other byte as ``%XX``."""
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in path.encode("utf-8", "replace"))
