"""What people do who mean harm: each is refused, or changes nothing."""
