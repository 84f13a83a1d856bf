"""What travels through cardcheck: frozen, picklable data, standard library only."""
