"""A mail server of our own on this machine: speaks as much SMTP as a sender needs, and can be away or go wrong."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.served import free_port


@dataclass
class MailServer:
    """What it has taken, and what it answers instead of taking."""

    port: int = field(default_factory=free_port)
    taken: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    to_recipient: str = "250 fine"
    after_data: str = "250 kept"  # "" drops the line once it has been kept
    connections: int = 0

    @property
    def recipients(self) -> list[str]:
        """To whom, in order; each letter has one."""
        return [address for addresses, _letter in self.taken for address in addresses]


class Conversation(socketserver.StreamRequestHandler):
    """One sender's conversation."""

    house: MailServer

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        """Greet, listen, answer, until they go."""
        self.house.connections += 1
        self._say("220 mail.example.org")
        recipients: list[str] = []
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "QUIT":
                self._say("221 goodbye")
                return
            if verb == "RCPT":
                recipients.append(line.partition("<")[2].partition(">")[0])
                self._say(self.house.to_recipient)
            elif verb == "DATA":
                self._say("354 go on")
                self._keep(recipients)
                if not self.house.after_data:
                    return
                self._say(self.house.after_data)
            else:
                self._say("250 fine")

    def _keep(self, recipients: list[str]) -> None:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line)
        if self.house.after_data[:1] in {"2", ""}:
            letter = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.house.taken.append((list(recipients), letter))


class Server(socketserver.ThreadingTCPServer):
    """Listens again at a port that was just left."""

    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def listening(house: MailServer) -> Iterator[MailServer]:
    """It listens inside; before and after nobody does."""
    server = Server(("127.0.0.1", house.port), type("Served", (Conversation,), {"house": house}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield house
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
