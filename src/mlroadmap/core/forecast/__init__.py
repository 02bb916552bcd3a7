"""The finish as a range: evidence, simulation and score."""
