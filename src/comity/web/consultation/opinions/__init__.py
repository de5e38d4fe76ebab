"""Pages about statements, the answers to them, and opinion maps."""
