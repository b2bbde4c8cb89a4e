"""Figures of live work: its measures, comparisons of two ways of drafting, and what drafts cost."""
