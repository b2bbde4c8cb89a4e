"""Exchanges without a server: exports of other programs, read into conversations, replies and articles of ours."""
