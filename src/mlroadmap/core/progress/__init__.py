"""What the log adds up to: progress, assumed study and pace."""
