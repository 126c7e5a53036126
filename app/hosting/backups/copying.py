"""Backups in a second place: another folder, or a bucket that speaks S3. Only what is not there yet is carried over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from app.hosting.backups.keeping import kept
from app.hosting.backups.making import ERASURES
from app.hosting.backups.manifest import STAMP
from app.hosting.backups.store import read, whole

MANIFEST = re.compile(r"\d{4}-\d\d-\d\dT\d{6}Z\.json")


class CannotCopy(Exception):
    """In words for the host."""


class Place(Protocol):
    """Where copies go."""

    def names(self) -> set[str]: ...
    def put(self, name: str, file: Path) -> None: ...
    def get(self, name: str) -> bytes: ...
    def drop(self, names: set[str]) -> None: ...


class Folder:
    """Another disk, a mounted share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> set[str]:
        """What is there, as paths within it."""
        return {file.relative_to(self._folder).as_posix() for file in _files(self._folder)}

    def put(self, name: str, file: Path) -> None:
        """Whole or not at all."""
        place = self._folder / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole(place, read(file))

    def get(self, name: str) -> bytes:
        """What it holds; for manifests, which are small."""
        return (self._folder / name).read_bytes()

    def drop(self, names: set[str]) -> None:
        """Take these away."""
        for name in names:
            (self._folder / name).unlink(missing_ok=True)


class Bucket:
    """A bucket. Where it is and who may write is told by boto3’s own variables: AWS_ENDPOINT_URL and so on"""

    def __init__(self, url: str) -> None:
        try:
            import boto3
        except ImportError as missing:
            raise CannotCopy("Copies to s3:// need the extra: pip install 'commonweave[s3]'.") from missing
        parts = urlsplit(url)
        self._bucket, self._prefix = parts.netloc, parts.path.strip("/") + ("/" if parts.path.strip("/") else "")
        self._client: Any = boto3.client("s3")

    def names(self) -> set[str]:
        """What is there, without the prefix."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        return {one["Key"].removeprefix(self._prefix) for page in pages for one in page.get("Contents", ())}

    def put(self, name: str, file: Path) -> None:
        """The bucket takes it whole or not at all."""
        self._client.upload_file(str(file), self._bucket, self._prefix + name)

    def get(self, name: str) -> bytes:
        """What it holds; for manifests, which are small."""
        return bytes(self._client.get_object(Bucket=self._bucket, Key=self._prefix + name)["Body"].read())

    def drop(self, names: set[str]) -> None:
        """Take these away."""
        for name in names:
            self._client.delete_object(Bucket=self._bucket, Key=self._prefix + name)


def copy_on(target: str, folder: Path) -> str:
    """Make the place that `target` names hold what this folder of backups does, and what it held before as long as that
    is kept: a folder that was lost takes nothing away there. What was done in words, or nothing when no place is named.
    Contents first, manifests last: what is listed there is whole. Raises CannotCopy."""
    if not target:
        return ""
    try:
        place: Place = Bucket(target) if target.startswith("s3://") else Folder(Path(target))
        here = {file.relative_to(folder).as_posix(): file for file in _files(folder)}
        fresh = sorted(
            {*here} - place.names() | ({ERASURES} & {*here}), key=lambda name: (name.endswith(".json"), name)
        )
        for name in fresh:
            place.put(name, here[name])
        _tidy(place)
    except CannotCopy:
        raise
    except Exception as failed:  # boto3 raises many kinds; the disk others
        raise CannotCopy(f"The copy to {target} failed: {failed}") from failed
    return f"Copied to {target}: {len(fresh)} files that were not there yet."


def _tidy(place: Place) -> None:
    """Keep there what is kept here: 7 days, 4 weeks, 6 months."""
    names = place.names()
    moments = {name: datetime.strptime(name, f"{STAMP}.json") for name in names if MANIFEST.fullmatch(name)}
    wanted = kept(moments.values())
    place.drop({name for name, moment in moments.items() if moment not in wanted})
    left = [name for name, moment in moments.items() if moment in wanted]
    held = {content["sha256"] for name in left for content in json.loads(place.get(name))["files"].values()}
    blobs = {name for name in names if name.startswith("blobs/")}
    place.drop({name for name in blobs if name.rpartition("/")[2].split(".")[0] not in held})


def _files(folder: Path) -> Iterator[Path]:
    for pattern in ("key.json", ERASURES, "????-??-??T??????Z.json", "blobs/*/*"):
        yield from (file for file in folder.glob(pattern) if not file.name.startswith("."))
