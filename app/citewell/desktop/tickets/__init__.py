"""The list of tickets beside the one on the page."""
