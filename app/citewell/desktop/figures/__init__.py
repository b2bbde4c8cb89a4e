"""The figures page: golden runs, measures and comparisons."""
