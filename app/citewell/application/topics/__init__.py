"""Topics of a team's tickets, the assist level of each, and the questions that the documents do not answer."""
