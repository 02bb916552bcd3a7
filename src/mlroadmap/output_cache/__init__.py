"""The output cache: reprint the last output while its inputs are unchanged."""
