"""What `datasets` and the dataset viewer make of metadata: pure, plain data in and plain data out."""
