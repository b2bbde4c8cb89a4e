"""Use cases: what the window and the command line may ask for, one module each."""
