"""What is sent to whom, when, and over which channel."""
