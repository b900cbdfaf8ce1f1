"""distinct with a filter, for drivers whose own has none."""
from bson.son import SON

from .. import argument_checks
from ..errors import refuse
from ..language import text_types
from . import commands


class Distinct(object):
    """The part of a collection that has distinct."""

    def distinct(self, key, filter=None, session=None, comment=None, hint=None, **kwargs):
        """The values of a field.

        :param key: the field's name
        :param filter: which documents to look at
        :param kwargs: what else the distinct command takes
        :return: a list
        """
        if not isinstance(key, text_types):
            raise TypeError('key must be text, not %s' % type(key).__name__)
        refuse(kwargs)
        options = dict(kwargs)
        command = SON([('distinct', self.name), ('key', key)])
        options.update(query=filter, comment=comment, hint=argument_checks.keys_document(hint))
        command.update((name, value) for name, value in options.items() if value is not None)
        reply = commands.run(self.database, command, session, **dict(commands.decoding(self),
                                                            read_preference=self.read_preference))
        return self._decoded(reply['values'])
