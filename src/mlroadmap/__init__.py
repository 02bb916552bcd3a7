"""A study planner that turns a roadmap and the hours you have into a dated plan."""

__version__ = "0.1.0"
