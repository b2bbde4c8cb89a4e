"""The styles page: styles, their activation, and learning from edits."""
