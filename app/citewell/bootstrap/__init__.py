"""Bootstrap: the one place that builds adapters and hands them down."""
