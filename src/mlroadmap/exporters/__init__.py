"""Values to the documents of other programs: text that nobody here writes to a file."""
