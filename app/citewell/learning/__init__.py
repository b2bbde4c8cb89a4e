"""From the team's own edits to a writing style: data set, training in a child process, bake, gate, activation."""
