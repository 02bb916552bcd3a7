"""Days, durations, hours and the settings made of them."""
