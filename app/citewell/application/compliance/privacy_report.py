"""The privacy report as JSON: what is stored, what protects it, how long, what went."""

from typing import Any

from citewell.application.app import App


def privacy_record(opened: App) -> dict[str, Any]:
    """Everything that ``citewell privacy report`` tells. Raises ``StorageError``."""
    trust = opened.compliance
    stored = trust.reporter.report()
    plan = trust.retention.plan()
    items = trust.reviews.all()
    return {
        "home": str(opened.home.path),
        "stored": stored.record(),
        "protection": {
            "cipher": stored.cipher,
            "key_in": opened.key.place,
            "warning": opened.key.warning or None,
            "deleted_is_overwritten": stored.secure_delete,
            "device_key": trust.signer.public_key.fingerprint,
        },
        "retention": plan.record(),
        "holds": [
            {"kind": hold.kind, "name": hold.name, "reason": hold.reason, "at": hold.at} for hold in trust.holds.all()
        ],
        "held_drafts": len(trust.holds.held()),
        "erasures": trust.receipts.all(),
        "copies": [copy.record() for copy in trust.copies.all()],
        "reviews": {"drawn": len(items), "open": sum(item.verdict is None for item in items)},
    }
