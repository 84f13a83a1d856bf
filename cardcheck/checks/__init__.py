"""The verbs of rules: small pure functions, Target in, Problems out.

No disk, clock, globals or mutation; a check knows neither its rule's id nor its severity. Its keyword-only
parameters are the rule's options.
"""
