"""Rules as data: YAML files in, `Rule`s out, and the functions they name."""
