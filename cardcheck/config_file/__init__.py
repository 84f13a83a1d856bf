"""The configuration file: a place to start from in, Config out.

Finds, reads and validates; whether a rule or a profile exists is for the rulebook to say. What is wrong is one
`ConfigError` with one sentence that names the file.
"""

from cardcheck.config_file.errors import ConfigError, name_of, place_of
from cardcheck.config_file.finding import find_config
from cardcheck.config_file.reading import field_of, read_config

__all__ = ["ConfigError", "field_of", "find_config", "name_of", "place_of", "read_config"]
