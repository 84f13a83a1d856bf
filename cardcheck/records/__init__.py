"""What is kept between runs: files that cardcheck writes for itself, and reads again."""
