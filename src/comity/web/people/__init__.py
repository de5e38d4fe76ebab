"""Pages about oneself: signing in, and what one's account holds."""
