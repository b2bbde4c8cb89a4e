"""Styles: LoRA adapters, merged into the base model, activated and gone back from."""
