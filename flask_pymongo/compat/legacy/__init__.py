"""The legacy dialect, in terms of the modern one: for drivers that no longer speak it, or speak it differently.

Each module holds the part of one class; `pymongo3` puts them in front of the driver's classes. What each name became,
`warn.LEGACY_NAMES` says.

.. versionadded:: 4.0
"""
