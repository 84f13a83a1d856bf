"""Large files on their way up by LFS: where each is to be sent, then the bytes, on the other host."""

from __future__ import annotations

import hashlib

from ..exchange import Answer, Request, error, of_bytes, of_json
from ..repos.content import Content
from .context import Context, State


def batch(context: Context) -> Answer:
    """Say where each large file is to be sent; one that is held already need not come again."""
    state = context.state
    told = []
    for asked in context.request.json.get("objects", []):
        item = {"oid": asked["oid"], "size": asked["size"]}
        if asked["oid"] not in state.large:
            item["actions"] = {"upload": {"href": f"{state.cdn_endpoint}/cdn/{asked['oid']}?signature=fake"}}
        told.append(item)
    return of_json({"transfer": "basic", "objects": told})


def receive(state: State, request: Request, digest: str) -> Answer:
    """Keep a large file under its hash."""
    if hashlib.sha256(request.body).hexdigest() != digest:
        return error(400, None, "The bytes are not those of this hash")
    state.large[digest] = Content(request.body, is_lfs=True)
    return of_bytes(b"")
