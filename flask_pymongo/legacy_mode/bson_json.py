"""The options of extended JSON that left bson.json_util."""
from __future__ import absolute_import

from bson.binary import UuidRepresentation
from bson.json_util import DatetimeRepresentation, JSONMode, JSONOptions

#: Strict extended JSON as up to 3.13; newer drivers have the relaxed form instead.
STRICT_JSON_OPTIONS = JSONOptions(strict_number_long=True, datetime_representation=DatetimeRepresentation.ISO8601,
                                  strict_uuid=True, json_mode=JSONMode.LEGACY, tz_aware=True,
                                  uuid_representation=UuidRepresentation.PYTHON_LEGACY)
