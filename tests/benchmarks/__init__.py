"""What is measured with measures the right thing."""
