"""A private authority, and certificates that it signs, made by the openssl command."""

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Certificate:
    """A certificate and its key, as files."""

    path: Path
    key: Path


class Authority:
    def __init__(self, folder: Path):
        self.folder = folder
        self.path = folder / "authority.pem"
        self.key = folder / "authority.key"
        _openssl(
            *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=Interop authority"),
            *("-keyout", self.key, "-out", self.path),
            *("-addext", "basicConstraints=critical,CA:TRUE"),
        )

    def certificate(self, *names: str) -> Certificate:
        """A certificate for these names, as `DNS:localhost` or `IP:127.0.0.1`."""
        stem = self.folder / names[0].replace(":", "-").replace("*", "any")
        key, request, path = (stem.with_suffix(s) for s in (".key", ".csr", ".pem"))
        extensions = stem.with_suffix(".ext")
        extensions.write_text(f"subjectAltName={','.join(names)}\n")
        _openssl(
            *("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-subj", "/CN=interop", "-keyout", key, "-out", request),
        )
        _openssl(
            *("x509", "-req", "-in", request, "-CA", self.path, "-CAkey", self.key),
            *("-CAcreateserial", "-days", "2", "-extfile", extensions, "-out", path),
        )
        return Certificate(path, key)


def _openssl(*arguments) -> None:
    subprocess.run(
        ["openssl", *map(str, arguments)], check=True, capture_output=True, timeout=60
    )
