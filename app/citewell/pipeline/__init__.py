"""From a ticket to a checked draft: retrieve, decide, draft with context, check."""
