"""TCP_NODELAY, which Streamlit does not set: with it an answer of two parts leaves at once instead of after 40 ms."""

import socket
from contextlib import suppress
from pathlib import Path

DESCRIPTORS = (Path("/proc/self/fd"), Path("/dev/fd"))  # a file for each one open; Windows has neither folder


def set_no_delay() -> None:
    """Set TCP_NODELAY on all sockets of this process that listen; each connection that they accept inherits it."""
    for folder in filter(Path.is_dir, DESCRIPTORS):
        for descriptor in folder.iterdir():
            with suppress(OSError), socket.fromfd(int(descriptor.name), socket.AF_INET, socket.SOCK_STREAM) as opened:
                if opened.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
