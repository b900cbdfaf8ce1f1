"""Files as other programs leave them in GridFS, for the tests of files over HTTP."""
import datetime

from bson.binary import Binary
from bson.objectid import ObjectId

DATE = datetime.datetime(2012, 1, 2, 3, 4, 5, 678000)
LAST_MODIFIED = 'Mon, 02 Jan 2012 03:04:05 GMT'


def stored(db, data=b'hello', filename='a.txt', base='fs', **fields):
    """A file as any GridFS of any language leaves it, in chunks of 4 bytes: fewer fields than ours, or more."""
    document = {'_id': ObjectId(), 'filename': filename, 'length': len(data), 'chunkSize': 4, 'uploadDate': DATE}
    document.update(fields)
    for number, start in enumerate(range(0, len(data), 4)):
        db[base].chunks.insert({'files_id': document['_id'], 'n': number, 'data': Binary(data[start:start + 4])})
    db[base].files.insert(document)
    return document['_id']
