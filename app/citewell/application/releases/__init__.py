"""Releases: a team's documents, rules, golden tickets and style in one signed file, from a lead to every laptop."""
