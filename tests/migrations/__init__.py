"""What was filled by an earlier version stays whole when it is brought to this one.

``at_0_1_0`` holds a movement of invented people as version 0.1.0 kept it: a case that is being
heard, a wiki, sealed addresses and second factors, and the key file that belongs to them. It was
filled by the code of that version; a backup of it names every migration that had been made.
Keys were locked with next to no work (one pass, 64 KiB), so that tests need not wait.
"""
