"""What figures count: a row of numbers for each draft, sums over them, and comparisons on live work."""
