"""Watching sources: file system reports, and when files rest again."""
