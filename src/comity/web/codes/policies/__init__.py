"""Pages about the policies that stand beside a code, and how they differ from it."""
