"""Levels below a reply: summaries and CRM records, backed by the ticket's own words."""
