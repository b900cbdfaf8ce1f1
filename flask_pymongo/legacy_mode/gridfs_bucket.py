"""A bucket of files as up to PyMongo 3.13: with an md5, iterated by chunks, and counted."""
from __future__ import absolute_import

import gridfs

from .additions import resolve


class GridFSBucket(gridfs.GridFSBucket):
    """The driver's bucket, whose files have an md5, are iterated by chunks, and count.

    :param disable_md5: whether to compute no md5
    """

    def __init__(self, db, bucket_name='fs', chunk_size_bytes=gridfs.DEFAULT_CHUNK_SIZE, write_concern=None,
                 read_preference=None, disable_md5=False):
        gridfs.GridFSBucket.__init__(self, db, bucket_name, chunk_size_bytes, write_concern, read_preference)
        if read_preference is not None:
            db = db.with_options(read_preference=read_preference)
        self._legacy_files = resolve('flask_pymongo.compat.legacy.gridfs:GridFS')(db, bucket_name)
        self._disable_md5 = disable_md5

    def _with_md5(self, stream):
        return stream if self._disable_md5 else resolve('flask_pymongo.compat.legacy.gridfs:GridIn').adopt(stream)

    def open_upload_stream(self, *args, **kwargs):
        """A new file to write to."""
        return self._with_md5(gridfs.GridFSBucket.open_upload_stream(self, *args, **kwargs))

    def open_upload_stream_with_id(self, *args, **kwargs):
        """A new file to write to, with an `_id` of the program."""
        return self._with_md5(gridfs.GridFSBucket.open_upload_stream_with_id(self, *args, **kwargs))

    def open_download_stream(self, file_id, session=None):
        """A file to read.

        :raises NoFile: if there is none
        """
        return self._legacy_files.get(file_id, session=session)

    def open_download_stream_by_name(self, filename, revision=-1, session=None):
        """One revision of a file.

        :raises NoFile: if there is none
        """
        return self._legacy_files.get_version(filename, revision, session=session)

    def find(self, *args, **kwargs):
        """The files that a filter finds, as a cursor that counts."""
        return self._legacy_files.find(*args, **kwargs)
