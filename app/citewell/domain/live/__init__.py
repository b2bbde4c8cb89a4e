"""What is counted of live work: figures, comparisons, topics, advice."""
