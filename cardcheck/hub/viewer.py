"""What the dataset viewer makes of a dataset: an id in, `Viewer` out.

That the viewer fails on a dataset is its answer and no fault; that it does not answer, or has not looked yet, is one.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck.hub.faults import HubError
from cardcheck.hub.repos import count_of
from cardcheck.hub.session import Answer, fetch, json_of, viewer_endpoint
from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit
from cardcheck.regex import expression

_ABILITIES = ("viewer", "preview", "search", "filter", "statistics")
_LONGEST_MESSAGE = 300
_NOT_READY = ViewerError("ResponseNotReady", "the viewer has not looked at all of this dataset yet")
_CODE = expression(r"[A-Za-z]{1,80}")
# What is signed, or a token, is no part of a message.
_QUERY = expression(r"(https?://[^\s?#\"'<>]*)[?#][^\s\"'<>]*")
_TOKEN = expression(r"\bhf_[A-Za-z0-9]{8,}")


def ask_viewer(repo: str) -> Viewer:
    """Return the viewer's verdict on a dataset, of which it may show a part."""
    offered = _ask("is-valid", repo)
    if isinstance(offered, ViewerError):
        return Viewer(error=offered)
    abilities = frozenset(name for name in _ABILITIES if offered.get(name) is True)
    told = _ask("splits", repo)
    if isinstance(told, ViewerError):
        return Viewer(abilities, error=told)
    error = _failure(repo, told)
    if error is None and told.get("pending"):
        return Viewer(abilities, error=_NOT_READY)
    names = [(entry["config"], entry["split"]) for entry in _entries(told, "splits") if _is_split(entry)]
    sizes = _sizes(repo)
    splits = tuple(sizes.get(name) or ViewerSplit(*name) for name in names)
    return Viewer(abilities, splits, error, _features(repo))


def _ask(question: str, repo: str, **params: str) -> Mapping[str, Any] | ViewerError:
    url = f"{viewer_endpoint()}/{question}"
    try:
        answer = fetch("GET", url, params={"dataset": repo, **params}, takes_codes=True)
    except HubError as error:
        raise HubError(error.kind, str(error).replace("the Hub", "the viewer")) from None
    code = answer.headers.get("x-error-code")
    if code is not None:
        return ViewerError(code if _CODE.fullmatch(code) else "UnknownError", _message(answer))
    told = json_of(answer)
    if not isinstance(told, dict):
        raise HubError("garbled", "the viewer's answer is not the JSON that it should be")
    return told


def _message(answer: Answer) -> str:
    try:
        told = json_of(answer)
    except HubError:
        return ""
    return _clean(told.get("error")) if isinstance(told, dict) else ""


def _clean(text: object) -> str:
    """Return what the viewer says as one printable line without secrets."""
    if not isinstance(text, str):
        return ""
    line = "".join(letter for letter in " ".join(text[:2000].split()) if letter.isprintable())
    return _TOKEN.sub("hf_…", _QUERY.sub(r"\1", line))[:_LONGEST_MESSAGE]


def _failure(repo: str, told: Mapping[str, Any]) -> ViewerError | None:
    """Return why the first of the subsets that failed did; its code may be told only to who asks for this subset."""
    failed = next((entry for entry in _entries(told, "failed") if isinstance(entry.get("config"), str)), None)
    if failed is None:
        return None
    config, error = failed["config"], failed.get("error")
    error = error if isinstance(error, dict) else {}
    code = error.get("error_code")
    if isinstance(code, str) and _CODE.fullmatch(code):
        return ViewerError(code, _clean(error.get("error")), config)
    answer = _ask("splits", repo, config=config)
    if isinstance(answer, ViewerError):
        return answer._replace(config=config)
    return ViewerError("UnknownError", _clean(error.get("error")), config)


def _sizes(repo: str) -> dict[tuple[str, str], ViewerSplit]:
    told = _ask("size", repo)
    if isinstance(told, ViewerError):
        return {}
    sizes = told.get("size")
    is_partial = told.get("partial") is True
    found = {}
    for entry in _entries(sizes if isinstance(sizes, dict) else {}, "splits"):
        if _is_split(entry):
            rows, estimate = count_of(entry.get("num_rows")), count_of(entry.get("estimated_num_rows"))
            # Only a part of the split was converted where there is an estimate of the whole.
            is_part = estimate is not None or is_partial
            split = ViewerSplit(entry["config"], entry["split"], rows if estimate is None else estimate, is_part)
            found[entry["config"], entry["split"]] = split
    return found


def _features(repo: str) -> dict[str, Any]:
    told = _ask("info", repo)
    if isinstance(told, ViewerError):
        return {}
    infos = told.get("dataset_info")
    infos = infos if isinstance(infos, dict) else {}
    return {config: info["features"] for config, info in infos.items() if isinstance(info, dict) and "features" in info}


def _entries(told: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    entries = told.get(key)
    yield from (entry for entry in (entries if isinstance(entries, list) else []) if isinstance(entry, dict))


def _is_split(entry: Mapping[str, Any]) -> bool:
    return isinstance(entry.get("config"), str) and isinstance(entry.get("split"), str)
