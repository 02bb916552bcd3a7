"""What learners log: one class for each kind of event, and their history."""
