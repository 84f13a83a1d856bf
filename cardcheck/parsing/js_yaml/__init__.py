"""The grammar of js-yaml, which the Hub uses: for the few blocks that libyaml does not read as js-yaml does.

Written from the behaviour of js-yaml 4.3.2 and held against its recorded answers; the door is `grammar`.
"""
