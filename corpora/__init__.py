"""What recipes (``training``) learn from and figures (``benchmarks``) are measured on, and the border between both."""
