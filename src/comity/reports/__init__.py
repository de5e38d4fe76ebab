"""Safe intake: sealed reports, receipts and follow-up."""
