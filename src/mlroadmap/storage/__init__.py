"""Where things are kept: paths, the roadmap file, the log."""
