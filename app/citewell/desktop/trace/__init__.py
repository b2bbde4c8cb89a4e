"""How a draft was made: each stage with its time, what went into it and what came out."""
