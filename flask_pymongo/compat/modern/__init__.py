"""For drivers whose own dialect is the legacy one (PyMongo 2): what they cannot ask of a modern server by themselves.

These drivers keep indexes in, and list things from, system collections that no server has any more, and none of them
asks for a cursor when it aggregates, as servers now insist.
"""
