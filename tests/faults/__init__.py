"""What must survive: killed processes, lost databases, floods; each with real processes."""
