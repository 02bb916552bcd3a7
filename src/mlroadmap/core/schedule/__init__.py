"""The dated plan, its rules, and the questions asked of it."""
