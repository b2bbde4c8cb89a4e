"""Policy packs: reading them, putting them together, and running their rules over a text. Pure."""
