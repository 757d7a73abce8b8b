"""Closed, frozen records: an appeal, a sender, a letter. Nothing here reads, writes or asks the time."""
