"""Rebuild the language list in `schemas/vocabulary/` from the Hub's own published package.

    npm pack @huggingface/languages && tar xf huggingface-languages-*.tgz
    python tools/refresh_vocabulary.py package

Needs Node. The list's aliases are ours and stay as they are.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "schemas" / "vocabulary" / "languages.json"
SPECIAL = {"code": "programming languages", "multilingual": "many languages, not enumerated"}
PRINT = "import(process.argv[1]).then(m => console.log(JSON.stringify([m.LANGUAGES_ISO_639_1, m.LANGUAGES_ISO_639_3])))"


def main() -> None:
    package = Path(sys.argv[1]).resolve()
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    answer = subprocess.run(
        ["node", "-e", PRINT, str(package / "dist" / "index.mjs")], check=True, capture_output=True, text=True
    )
    two, three = json.loads(answer.stdout)
    values = {code: said["name"] for code, said in {**two, **three}.items()} | SPECIAL
    old = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
    fresh = {
        "title": "Language codes the Hub takes",
        "source": [f"npm @huggingface/languages {version}"],
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "values": values,
        "aliases": old.get("aliases", {}),
    }
    TARGET.write_text(json.dumps(fresh, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(two)} two-letter and {len(three)} three-letter codes, {len(SPECIAL)} special values")


if __name__ == "__main__":
    main()
