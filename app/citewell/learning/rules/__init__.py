"""House rules that a team's edits share."""
