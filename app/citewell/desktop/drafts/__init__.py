"""The drafting page: ticket, draft editor, findings, and the outcome."""
