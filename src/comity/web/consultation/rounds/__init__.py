"""Pages about consultations, their rounds, and what people contribute to them."""
