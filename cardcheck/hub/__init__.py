"""The Hub: addresses in, what it answers out, by the real `huggingface_hub` client and nothing else.

The only package that imports `huggingface_hub`. It knows nothing of rules; whatever goes wrong is a `HubError` with a
kind and one sentence. Tokens go to the Hub's own hosts only.
"""
