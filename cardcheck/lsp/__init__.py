"""The language server: cards that are open in an editor in, what an editor shows about them out.

An adapter: cards are judged by the linter as ever, and everything here turns its answers into those of the protocol,
one module a feature. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""
