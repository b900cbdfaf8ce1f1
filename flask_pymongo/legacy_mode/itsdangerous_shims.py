"""Names that ItsDangerous removed and that exist nowhere else."""
from __future__ import absolute_import

import json

#: 2011-01-01, since when timestamps were counted up to 0.24.
EPOCH = 1293840000


class _CompactJSON(object):

    @staticmethod
    def loads(payload):
        return json.loads(payload)

    @staticmethod
    def dumps(obj, **kwargs):
        return json.dumps(obj, **dict({'ensure_ascii': False, 'separators': (',', ':')}, **kwargs))


#: JSON without spaces, as a serializer.
compact_json = _CompactJSON()
