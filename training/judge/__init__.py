"""Tickets with the passages that come with them, of public sets and own templates."""
