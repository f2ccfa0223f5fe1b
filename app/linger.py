"""Connections that outlive the end of the server by a moment, for what is under way to them."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LINGER_S = 0.5  # A judgement: far above the way of a request, below what a person notices.


class LingeringProtocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it; a connection without a request is closed a moment later.

    When the server ends, a client may just have connected or asked: closed at once,
    the connection would break under it.
    """

    def shutdown(self) -> None:
        """End the connection after the answer under way, or after a moment without a request."""
        if self.cycle is None or self.cycle.response_complete:
            self.loop.call_later(LINGER_S, super().shutdown)
        else:
            super().shutdown()
