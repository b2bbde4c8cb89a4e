"""Policies: the packs in force, and the team's own."""
