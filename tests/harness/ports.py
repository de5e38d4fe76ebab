"""Ports on loopback."""

import socket


def free_port():
    """Ask the machine for a port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
