"""with_options, get_collection, get_database; write concerns, codec options, read preferences."""
import datetime
import functools

from bson.son import SON
from pymongo import ReadPreference

from ..names import CodecOptions, ReturnDocument, WriteConcern
from ..program import COLLECTION, Program

modern = Program('modern options', 'modern', '4.20.0')
check = modern.check

WHEN = datetime.datetime(2012, 3, 4, 5, 6, 7)
WAYS = (
    ('with_options', lambda c, **options: c.coll.with_options(**options)),
    ('get_collection', lambda c, **options: c.db.get_collection(COLLECTION, **options)),
    ('Database.with_options', lambda c, **options: c.db.with_options(**options)[COLLECTION]),
    ('get_database', lambda c, **options: c.client.get_database(c.db.name, **options)[COLLECTION]),
    ('create_collection', lambda c, **options: [c.db, c.raw.drop()][0].create_collection(COLLECTION, **options)),
)


def all_ways(coll):
    """A document by each way of reading."""
    return [coll.find_one(), coll.find().next(), coll.find()[0], coll.aggregate([]).next(),
            coll.find_one_and_update({}, {'$set': {'x': 1}}),
            coll.find_one_and_update({}, {'$set': {'x': 1}}, return_document=ReturnDocument.AFTER)]


for way, reach in WAYS:
    def ask(title, function, way=way, reach=reach, **options):
        check('%s: %s' % (way, title), lambda c: function(c, functools.partial(reach, c)), **options)

    ask('nothing', lambda c, of: [of().name, of().full_name == c.coll.full_name])
    ask('it is equal', lambda c, of: of(write_concern=WriteConcern(w=0)) == c.coll)
    ask('None', lambda c, of: of(codec_options=None, read_preference=None, write_concern=None).name)
    ask('document_class', lambda c, of: (lambda coll: [c.fill(1) is None, c.store(
        {'_id': 5, 'a': {'b': 1}}), [type(document) for document in all_ways(coll)], type(coll.find_one(5)['a']),
        coll.codec_options.document_class])(of(codec_options=CodecOptions(document_class=SON))))
    for aware in (True, False):
        ask('tz_aware=%s' % aware, lambda c, of, aware=aware: (lambda coll: [
            coll.insert_one({'_id': 1, 'when': WHEN, 'all': [{'when': WHEN}]}).inserted_id, all_ways(coll),
            coll.distinct('when'), coll.codec_options.tz_aware])(of(codec_options=CodecOptions(tz_aware=aware))))
    for title, concern in (('w=0', WriteConcern(w=0)), ('w=1', WriteConcern(w=1)), ('j', WriteConcern(w=1, j=True)),
                           ('majority', WriteConcern(w='majority')), ('none', WriteConcern())):
        ask('write concern: ' + title,
            lambda c, of, concern=concern: of(write_concern=concern).insert_one({'_id': 1}).acknowledged,
            journal=title == 'j')
    ask('read_preference', lambda c, of: (lambda coll: [
        c.fill(1) is None, coll.find_one(), coll.count_documents({}), list(coll.aggregate([]))])(
            of(read_preference=ReadPreference.SECONDARY)))
    for title, options in (('codec_options=5', {'codec_options': 5}), ('write_concern=5', {'write_concern': 5}),
                           ('read_preference=text', {'read_preference': 'x'}), ('read_concern=5', {'read_concern': 5}),
                           ('write_concern={}', {'write_concern': {'w': 1}}), ('an unknown option', {'bogus': 1})):
        ask(title, lambda c, of, options=options: of(**dict(options)).name)

check('the original stays', lambda c: [
    c.coll.with_options(write_concern=WriteConcern(w=0)).insert_one({'_id': 1}).acknowledged,
    c.coll.insert_one({'_id': 2}).acknowledged])
check('options go down', lambda c: c.db.with_options(
    write_concern=WriteConcern(w=0)).a.insert_one({'_id': 1}).acknowledged)
check('options of a sub-collection', lambda c: c.coll.with_options(
    write_concern=WriteConcern(w=0)).sub.insert_one({'_id': 1}).acknowledged)
check('twice', lambda c: c.coll.with_options(write_concern=WriteConcern(w=0)).with_options(
    codec_options=CodecOptions(document_class=SON)).insert_one({'_id': 1}).acknowledged)
check('the client: document_class', lambda c: type([
    c.fill(1), c.new_coll(document_class=SON).find_one()][1]))
check('the client: tz_aware', lambda c: [
    c.store({'_id': 1, 'when': WHEN}), c.new_coll(tz_aware=True).find_one()])
check('the client: w=0', lambda c: c.new_coll(w=0).insert_one({'_id': 1}).acknowledged)
check('the client: codec_options', lambda c: (lambda client: [
    client.codec_options.document_class, client.codec_options.tz_aware])(c.new_client(
        document_class=SON, tz_aware=True)))

for title, arguments in (
        ('nothing', {}), ('w=1', {'w': 1}), ('w=0', {'w': 0}), ('w=majority', {'w': 'majority'}), ('j', {'j': True}),
        ('wtimeout', {'w': 2, 'wtimeout': 5}), ('fsync', {'fsync': True}), ('w=-1', {'w': -1}), ('w=1.5', {'w': 1.5}),
        ('w=[]', {'w': []}), ('j=1', {'j': 1}), ('wtimeout=text', {'wtimeout': 'x'}), ('wtimeout=-1', {'wtimeout': -1}),
        ('fsync=1', {'fsync': 1}), ('j and fsync', {'j': True, 'fsync': True}), ('w=0 and j', {'w': 0, 'j': True})):
    check('WriteConcern: ' + title, lambda c, arguments=arguments: (lambda concern: [
        concern.document, concern.acknowledged])(WriteConcern(**arguments)))
check('WriteConcern: equality', lambda c: [
    WriteConcern(w=1) == WriteConcern(w=1), WriteConcern(w=1) == WriteConcern(w=2),
    WriteConcern(w=1) != WriteConcern()])
check('WriteConcern: one cannot change it', lambda c: (lambda concern: [
    concern.document.update(w=5), concern.document])(WriteConcern(w=1)))
for title, arguments in (('nothing', {}), ('SON', {'document_class': SON}), ('tz_aware', {'tz_aware': True}),
                         ('tz_aware=5', {'tz_aware': 5}), ('document_class=5', {'document_class': 5})):
    check('CodecOptions: ' + title, lambda c, arguments=arguments: (lambda options: [
        options.document_class, options.tz_aware])(CodecOptions(**arguments)))
check('CodecOptions: equality', lambda c: [
    CodecOptions(SON, True) == CodecOptions(SON, True), CodecOptions(SON) != CodecOptions()])
