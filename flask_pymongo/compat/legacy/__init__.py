"""The legacy dialect, in terms of the modern one: for drivers that no longer speak it, or speak it differently.

Each module holds the part of one class. `wrappers` mixes them in front of the driver's own classes.
"""
