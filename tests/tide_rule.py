"""A rule of our own, in a file that tests lay beside a card: it is right about each tide but the flood."""

TIDE_RULE = """\
title: The tide is not told
severity: error
confidence: high
category: findable
profile: minimal
check: metadata.values.among
with: {values: [flood]}
at: /tide
message: "`{value}` is no tide"
why: Ships sink.
sources: ["the sea itself"]
examples:
  - {name: one, card: "---\\ntide: ebb\\n---\\n", finds: ["2:7"]}
  - {name: none, card: "---\\nlicense: mit\\n---\\n"}
"""
