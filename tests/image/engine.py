"""A container engine without a registry: Podman, over a base of Debian's own packages."""

import json
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.settings import ROOT

NEEDED = ("podman", "runc", "debootstrap")
BASE, IMAGE = "localhost/base", "localhost/pushoff"
WITHIN_S = 900  # Building shares its cores with other tests.
CERTIFICATES = "/etc/ssl/certs"  # A network may have an authority of its own.
LIMITS = ("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096")


def missing() -> list[str]:
    """Name what this machine lacks for it."""
    lacks = [command for command in NEEDED if not shutil.which(command)]
    return lacks if os.geteuid() == 0 else ["the rights of root", *lacks]


@dataclass(frozen=True)
class Engine:
    """Podman, with everything that it keeps in one folder."""

    folder: Path

    def __call__(self, *words: str) -> str:
        """Run one of its commands, which must succeed, and give what it prints."""
        done = self.tried(*words)
        if done.returncode:
            raise RuntimeError(f"podman {' '.join(words)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def tried(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one of its commands, which may fail."""
        return subprocess.run(
            [
                *("podman", "--root", str(self.folder / "kept"), "--runroot"),
                *(str(self.folder / "running"), "--storage-driver", "overlay"),
                *("--cgroup-manager", "cgroupfs", "--runtime", "runc", *words),
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=WITHIN_S,
        )

    def make_base(self) -> None:
        """Make an image of Debian's smallest system with its Python, and nothing else."""
        root, packed = self.folder / "root", self.folder / "root.tar"
        subprocess.run(
            [
                *("debootstrap", "--variant=minbase", "--include=ca-certificates,python3-venv"),
                *("stable", str(root)),
            ],
            capture_output=True,
            check=True,
            timeout=WITHIN_S,
        )
        with tarfile.open(packed, "w") as tar:
            tar.add(root, arcname=".")
        self("import", "-q", str(packed), BASE)
        shutil.rmtree(root)
        packed.unlink()

    def build(self) -> None:
        """Build the image as its Dockerfile says, on that base."""
        self(
            *("build", "-q", "--format", "docker", "--isolation", "chroot"),
            *("--build-arg", f"PYTHON={BASE}", "-v", f"{CERTIFICATES}:{CERTIFICATES}:ro"),
            *("-t", IMAGE, str(ROOT)),
        )

    def about_image(self) -> dict[str, Any]:
        """Give what the image says of itself."""
        (about,) = json.loads(self("image", "inspect", IMAGE))
        return dict(about)

    def start(self, port: int) -> str:
        """Start a container that may write its volume only, and give its id."""
        return self(
            *("run", "-d", "--pull", "never", "--network", "host", "--read-only"),
            *("--cap-drop", "all", "--security-opt", "no-new-privileges", *LIMITS),
            *("--no-healthcheck", "--log-driver", "k8s-file", "-e", f"PUSHOFF_PORT={port}", IMAGE),
        ).strip()

    def clear(self) -> None:
        """Remove every container and every image."""
        self("rm", "-a", "-f", "-v", "-t", "0")
        self("rmi", "-a", "-f")
