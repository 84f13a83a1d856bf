"""Fixes as pull requests on the Hub: a plan of what would be proposed in, at most one pull request a repository out."""
