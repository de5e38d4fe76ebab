"""Projects, affiliates and events, and how they nest."""
