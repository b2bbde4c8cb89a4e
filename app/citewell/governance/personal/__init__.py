"""Personal data: finding it, replacing it by placeholders, and putting it back."""
