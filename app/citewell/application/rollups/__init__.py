"""Roll-ups: signed counts of each laptop, and the team's report of them."""
