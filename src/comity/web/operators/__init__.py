"""Pages for whoever runs the machine, and answers for the programs that watch it."""
