"""The workbench, served on a free port of this machine by a thread of the test."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from scr_publish.workbench.record import Record
from scr_publish.workbench.web.app import create_app


@contextmanager
def serving(record: Record) -> Iterator[str]:
    """The address of the running application."""
    config = uvicorn.Config(create_app(record.settings, record), host="127.0.0.1", port=0, log_config=None)
    config.access_log = False
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        assert thread.is_alive(), "the server did not start"
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
