"""Forward proxies: one of ours that resolves invented hosts to this machine, and tinyproxy."""

import shutil
import socket
import subprocess
import threading
from pathlib import Path

from processes import free_port, stop, wait_for_port


class ConnectProxy:
    """Answers CONNECT, and sends each host that it knows to a port of this machine.

    `heads` holds the head of each request, `traffic` every byte that passed through.
    """

    def __init__(self, hosts: dict[str, int], refusal: str | None = None):
        self._hosts = hosts
        self._refusal = refusal
        self.heads: list[str] = []
        self.traffic = bytearray()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    @property
    def targets(self) -> set[str]:
        return {head.split(" ")[1] for head in self.heads}

    def __enter__(self) -> "ConnectProxy":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                part = connection.recv(65536)
                if not part:
                    return
                head += part
            self.heads.append(head.decode("latin-1"))
            method, target = head.decode("latin-1").split(" ")[:2]
            if self._refusal or method != "CONNECT" or target not in self._hosts:
                line = self._refusal or "502 Unknown host"
                connection.sendall(f"HTTP/1.1 {line}\r\nContent-Length: 0\r\n\r\n".encode())
                return
            with socket.create_connection(("127.0.0.1", self._hosts[target])) as upstream:
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=self._pass, args=(upstream, connection))
                back.start()
                self._pass(connection, upstream)
                back.join()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while part := source.recv(65536):
                self.traffic += part
                sink.sendall(part)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            # The other side has gone, which ends this direction too.
            return


class TinyProxy:
    """tinyproxy, which hands everything to another proxy."""

    def __init__(self, folder: Path, upstream: ConnectProxy, login: str | None = None):
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self._log = folder / "tinyproxy.log"
        self._log.write_text("")
        self._configuration = folder / "tinyproxy.conf"
        self._configuration.write_text(
            f"Port {self.port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 50\n"
            f'LogFile "{self._log}"\nLogLevel Connect\n'
            f"Upstream http 127.0.0.1:{upstream.port}\n"
            + (f"BasicAuth {login}\n" if login else "")
        )

    def __enter__(self) -> "TinyProxy":
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [shutil.which("tinyproxy"), "-d", "-c", self._configuration],
                stdout=log,
                stderr=log,
            )
        wait_for_port(self.port, self._process, self._log)
        return self

    def __exit__(self, *_) -> None:
        stop(self._process)

    def log(self) -> str:
        return self._log.read_text()
