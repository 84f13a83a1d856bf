"""Changes to the author's own text. Nothing here dumps YAML or Markdown anew."""
