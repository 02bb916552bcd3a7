"""Roadmaps: their model, reading, references, and the template for a new one."""
