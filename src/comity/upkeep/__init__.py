"""What whoever runs the machine keeps an eye on: what is wrong, and how to mend it."""
