"""What a cursor that no `find` made was asked for.

The driver has no public way to tell, so this module reads attributes of its cursors. They are probed at each use.
"""

#: The names in the count command, and those of the attributes.
_OPTIONS = (('query', 'spec'), ('skip', 'skip'), ('limit', 'limit'), ('hint', 'hint'), ('collation', 'collation'),
            ('maxTimeMS', 'max_time_ms'))
#: Up to 4.8 the attributes were private to the class.
_PREFIXES = ('_', '_Cursor__')


def query_of(cursor):
    """The query of a driver's cursor, by the names in the count command; None if the driver keeps it elsewhere."""
    attributes = vars(cursor)
    for prefix in _PREFIXES:
        if all(prefix + attribute in attributes for _, attribute in _OPTIONS):
            return dict((name, attributes[prefix + attribute]) for name, attribute in _OPTIONS)
    return None
