"""Drafting: tickets become drafts, edits are checked, outcomes are recorded, pasts are drafted again."""
