"""Exchanges without a server: exports in, drafts out."""
