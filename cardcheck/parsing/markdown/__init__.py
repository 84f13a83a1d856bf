"""The Markdown after the front matter: text in, Body with exact places out; the door is `body.read_markdown`."""
