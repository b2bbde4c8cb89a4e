"""Topics of a team's tickets: groups to name, a classifier that assigns them, and the questions without an answer."""
