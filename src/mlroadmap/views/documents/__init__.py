"""The JSON documents of the reading commands, a module for each group of commands."""
