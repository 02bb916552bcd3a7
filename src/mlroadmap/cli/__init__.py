"""The command line: loads, calls the core, renders, writes."""
