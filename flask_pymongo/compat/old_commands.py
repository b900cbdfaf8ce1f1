"""Commands that servers no longer have, or no longer answer as they did, by an aggregation."""
from bson.son import SON

from .language import Mapping, text_types

#: How many documents `text` and `geoNear` gave when they were not told.
_MOST = 100
#: Fields that hold what $geoNear finds out, until it is put beside the document.
_DISTANCE, _LOCATION = '_flask_pymongo_distance', '_flask_pymongo_location'
#: Pseudo-collections of old servers, and the commands of `admin` that took their place.
COMMAND_OF_COLLECTION = {'$cmd.sys.inprog': 'currentOp', '$cmd.sys.killop': 'killOp', '$cmd.sys.unlock': 'fsyncUnlock'}


def name_of(command):
    """The name of a command, which is its first field; None for what is no command."""
    if isinstance(command, text_types):
        return command
    return next(iter(command), None) if isinstance(command, Mapping) else None


def document_of(command, value, fields):
    """A command as one document."""
    document = SON([(command, value)]) if isinstance(command, text_types) else SON(command)
    document.update(fields)
    return document


def by_aggregation(document, aggregate):
    """Answer `aggregate` without a cursor, `text` or `geoNear`.

    :param document: the whole command
    :param aggregate: a function of the collection's name, the pipeline and a dict of further fields: the documents
    :return: the reply of an old server; None for a command that today's servers answer or refuse themselves
    """
    name = next(iter(document))
    collection = document[name]
    if not isinstance(collection, text_types) or name not in _COMMANDS:
        return None
    return _COMMANDS[name](collection, document, aggregate)


def _aggregate(collection, document, aggregate):
    if 'cursor' in document or document.get('explain') or 'pipeline' not in document:
        return None
    more = dict((name, document[name]) for name in document if name not in ('aggregate', 'pipeline'))
    return {'result': aggregate(collection, document['pipeline'], more), 'ok': 1.0}


def _text(collection, document, aggregate):
    search = dict((new, document[old]) for old, new in (('search', '$search'), ('language', '$language'))
                  if old in document)
    score = {'$meta': 'textScore'}
    pipeline = [{'$match': SON(document.get('filter') or {}, **{'$text': search})}, {'$sort': {'score': score}},
                {'$limit': document.get('limit') or _MOST},
                {'$project': {'_id': 0, 'score': score, 'obj': '$$ROOT'}}]
    wanted = document.get('project')
    if wanted:
        projection = SON(('obj.' + name, value) for name, value in wanted.items())
        if any(value for name, value in wanted.items() if name != '_id'):
            projection['score'] = 1
            projection.setdefault('obj._id', 1)
        pipeline.append({'$project': projection})
    results = aggregate(collection, pipeline, {})
    return {'results': results, 'stats': {'nfound': len(results), 'n': len(results)},
            'language': document.get('language', 'english'), 'ok': 1.0}


def _geo_near(collection, document, aggregate):
    stage = {'distanceField': _DISTANCE}
    for name in ('near', 'spherical', 'minDistance', 'maxDistance', 'query', 'distanceMultiplier', 'key'):
        if name in document:
            stage[name] = document[name]
    if document.get('includeLocs'):
        stage['includeLocs'] = _LOCATION
    most = document.get('num') or document.get('limit') or _MOST
    results = []
    for found in aggregate(collection, [{'$geoNear': stage}, {'$limit': most}], {}):
        result = {'dis': found.pop(_DISTANCE), 'obj': found}
        if _LOCATION in found:
            result['loc'] = found.pop(_LOCATION)
        results.append(result)
    distances = [result['dis'] for result in results]
    stats = {'objectsLoaded': len(results), 'avgDistance': sum(distances) / (len(results) or 1),
             'maxDistance': max(distances or [0.0])}
    return {'results': results, 'stats': stats, 'ok': 1.0}


_COMMANDS = {'aggregate': _aggregate, 'text': _text, 'geoNear': _geo_near}
#: The names of commands that :func:`by_aggregation` may answer.
BY_AGGREGATION = frozenset(_COMMANDS)
