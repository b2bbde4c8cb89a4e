"""The places of the window: the rail, and pages that are built when they are first gone to."""
