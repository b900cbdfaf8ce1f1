"""count_documents, estimated_document_count, distinct and aggregate."""
from bson.son import SON

from ..names import CodecOptions
from ..program import Program

modern = Program('modern count', 'modern', '4.20.0', stored=False)
check = modern.check

for title, args, options in (
        ('all', ({},), {}), ('some', ({'n': {'$gt': 1}},), {}), ('none', ({'n': 99},), {}),
        ('filter by keyword', (), {'filter': {'n': 1}}), ('skip', ({},), {'skip': 2}), ('limit', ({},), {'limit': 2}),
        ('skip and limit', ({'n': {'$gt': 0}},), {'skip': 1, 'limit': 2}), ('skip beyond', ({},), {'skip': 9}),
        ('hint by name', ({'_id': 1},), {'hint': '_id_'}), ('hint by keys', ({'_id': 1},), {'hint': [('_id', 1)]}),
        ('maxTimeMS', ({},), {'maxTimeMS': 5000}), ('session None', ({},), {'session': None}),
        ('comment', ({},), {'comment': 'why'}), ('no filter', (), {}), ('None', (None,), {}), ('5', (5,), {}),
        ('text', ('text',), {}), ('a list', ([],), {}), ('$where', ({'$where': 'true'},), {}),
        ('what the server refuses', ({'$bogus': 1},), {}), ('limit 0', ({},), {'limit': 0}),
        ('a negative skip', ({},), {'skip': -1}), ('limit as text', ({},), {'limit': 'text'}),
        ('an unknown keyword', ({},), {'bogus': 1})):
    check('count_documents: ' + title,
          lambda c, args=args, options=options: c.fill(4).count_documents(*args, **dict(options)))
check('count_documents: of no collection', lambda c: c.db.nothing.count_documents({}))
check('count_documents: a collation', lambda c: [c.store({'_id': u'A'}), c.coll.count_documents(
    {'_id': 'a'}, collation={'locale': 'en', 'strength': 2})])
for title, options in (('all', {}), ('maxTimeMS', {'maxTimeMS': 5000}), ('comment', {'comment': 'why'}),
                       ('an unknown keyword', {'bogus': 1})):
    check('estimated_document_count: ' + title,
          lambda c, options=options: c.fill().estimated_document_count(**dict(options)))
check('estimated_document_count: a session', lambda c: c.fill().estimated_document_count(session=None))
check('estimated_document_count: of no collection', lambda c: c.db.nothing.estimated_document_count())

values = Program('modern distinct', 'modern', '4.20.0', stored=False)
for title, args, options in (
        ('all', ('n',), {}), ('a filter', ('n', {'n': {'$gt': 1}}), {}),
        ('filter by keyword', ('n',), {'filter': {'n': 1}}), ('filter None', ('n', None), {}),
        ('no such field', ('x',), {}), ('key by keyword', (), {'key': 'n'}), ('maxTimeMS', ('n',), {'maxTimeMS': 5000}),
        ('session None', ('n',), {'session': None}), ('comment', ('n',), {'comment': 'why'}), ('key=5', (5,), {}),
        ('filter=5', ('n', 5), {}), ('filter=text', ('n', 'text'), {}), ('no key', (), {}),
        ('what the server refuses', ('n', {'$bogus': 1}), {})):
    values.check(title, lambda c, args=args, options=options: c.fill().distinct(*args, **dict(options)))
values.check('of no collection', lambda c: c.db.nothing.distinct('n'))
values.check('in arrays', lambda c: [
    c.store({'_id': 1, 'a': [1, 2, 2]}), c.store({'_id': 2, 'a': [{'b': 3}]}),
    c.coll.distinct('a'), c.coll.distinct('a.b')])
values.check('a collation', lambda c: [
    c.store({'_id': 1, 't': u'a'}), c.store({'_id': 2, 't': u'A'}),
    len(c.coll.distinct('t', collation={'locale': 'en', 'strength': 2}))])

pipelines = Program('modern aggregate', 'modern', '4.20.0', stored=False)
ask = pipelines.check
MATCH, SORT = {'$match': {'n': {'$gt': 0}}}, {'$sort': {'n': -1}}
for title, pipeline, options in (
        ('an empty pipeline', [], {}), ('$match', [MATCH], {}), ('two stages', [MATCH, SORT], {}),
        ('$group', [{'$group': {'_id': None, 'n': {'$sum': '$n'}}}], {}),
        ('$project', [{'$project': {'_id': 0, 'm': {'$add': ['$n', 1]}}}], {}),
        ('a SON as stage', [SON([('$match', {'n': 1})])], {}), ('allowDiskUse', [MATCH], {'allowDiskUse': True}),
        ('maxTimeMS', [MATCH], {'maxTimeMS': 5000}), ('session None', [MATCH], {'session': None}),
        ('comment', [MATCH], {'comment': 'why'}), ('hint', [MATCH], {'hint': {'_id': 1}}),
        ('let', [{'$match': {'$expr': {'$eq': ['$n', '$$x']}}}], {'let': {'x': 1}}), ('let=5', [MATCH], {'let': 5}),
        ('batchSize', [SORT], {'batchSize': 2}), ('cursor', [SORT], {'cursor': {}}),
        ('what the server refuses', [{'$bogus': 1}], {}), ('an unknown keyword', [], {'bogus': 1}),
        ('a number', 5, {}), ('text', 'text', {}), ('None', None, {})):
    ask(title, lambda c, pipeline=pipeline, options=options: list(c.fill().aggregate(pipeline, **dict(options))))
ask('pipeline by keyword', lambda c: list(c.fill().aggregate(pipeline=[MATCH])))
ask('of no collection', lambda c: list(c.db.nothing.aggregate([])))
ask('next', lambda c: c.fill().aggregate([SORT]).next())
ask('next of none', lambda c: c.coll.aggregate([]).next())
ask('alive', lambda c: (lambda cursor: [cursor.alive, list(cursor), cursor.alive])(c.fill().aggregate([])))
ask('try_next', lambda c: (lambda cursor: [cursor.try_next(), cursor.try_next()])(c.fill(1).aggregate([])))
ask('to_list', lambda c: c.fill().aggregate([]).to_list())
ask('to_list of two', lambda c: (lambda cursor: [cursor.to_list(2), cursor.to_list()])(c.fill().aggregate([])))
ask('cursor_id at the end', lambda c: (lambda cursor: [list(cursor), cursor.cursor_id])(c.fill().aggregate([])))
ask('close', lambda c: (lambda cursor: [cursor.close(), list(cursor)])(c.fill().aggregate([])))
ask('as a context manager', lambda c: (lambda cursor: [
    cursor.__enter__() is cursor, list(cursor), cursor.__exit__(None, None, None)])(c.fill().aggregate([])))
ask('batch_size', lambda c: len(list(c.fill(50).aggregate([]).batch_size(7))))
ask('more than one batch', lambda c: len(list(c.fill(250).aggregate([]))))
ask('batches', lambda c: len(list(c.fill(250).aggregate([], batchSize=7))))
ask('$out', lambda c: [list(c.fill().aggregate([{'$out': 'other'}])), list(c.db.other.find())])
ask('$out is done without reading', lambda c: [c.fill().aggregate([{'$out': 'other'}]) is None,
                                               c.raw_db.other.find_one()])
ask('a document class', lambda c: type(c.fill().with_options(
    codec_options=CodecOptions(document_class=SON)).aggregate([]).next()))
ask('a collation', lambda c: [c.store({'_id': u'A'}), list(c.coll.aggregate(
    [{'$match': {'_id': 'a'}}], collation={'locale': 'en', 'strength': 2}))])
ask('of the database', lambda c: len(list(c.client.admin.aggregate([{'$currentOp': {}}, {'$limit': 1}]))))
