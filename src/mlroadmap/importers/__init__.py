"""Roadmaps from elsewhere: text in, a raw roadmap and what was left out of it."""
