"""What is computed with numpy and scipy."""
