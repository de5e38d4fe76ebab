"""Every component in every state, for those who build pages. Not served in production."""
