"""The allocation of work to days."""
