"""Child processes: native code that may crash, hang or eat memory runs beside the program, never in it."""
