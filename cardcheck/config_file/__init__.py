"""The configuration file: a place to start from in, Config out.

Finds, reads and validates; whether a rule or a profile exists is for the rulebook to say. What is wrong is one
`ConfigError` with one sentence that names the file.
"""

from cardcheck.config_file.errors import ConfigError
from cardcheck.config_file.finding import find_config
from cardcheck.config_file.reading import read_config

__all__ = ["ConfigError", "find_config", "read_config"]
