"""Training a style in a child process: plan, LoRA, replayed examples."""
