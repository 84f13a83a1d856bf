"""The front matter's YAML as data, once for each dialect, with places; the door is `tree.read_yaml`."""
