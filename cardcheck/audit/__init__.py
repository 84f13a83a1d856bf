"""Audits: many repositories in, a journal of what was found out; interrupted and resumed without loss."""
