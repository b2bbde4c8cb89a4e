"""The policy page: rules in force, a trial box, and the editor of the team's own pack."""
