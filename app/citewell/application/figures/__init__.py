"""Figures of live work: measures before and after, comparisons of two ways of drafting, and what drafts cost."""
