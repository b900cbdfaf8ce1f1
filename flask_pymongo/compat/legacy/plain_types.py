"""The types of most values in documents: those that hold no other values, and are no UUIDs."""
import datetime

from bson.objectid import ObjectId

from ..language import integer_types, text_type

PLAIN_TYPES = frozenset((text_type, str, bytes, float, bool, type(None), ObjectId, datetime.datetime) + integer_types)
