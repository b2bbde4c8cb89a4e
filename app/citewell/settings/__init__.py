"""Where things are and what the user chose: the home folder, resources, options."""
