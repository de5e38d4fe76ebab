"""The numbers and procedures a movement agreed on, as versioned data."""
