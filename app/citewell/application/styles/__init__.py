"""Styles: activation, and learning from edits."""
