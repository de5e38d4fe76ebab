"""The main job: reports, receipts, pages, the gate, the inbox."""
