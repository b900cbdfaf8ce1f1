"""How much of an upload to GridFS is kept in memory, on drivers that collect chunks before they send them.

They collect 48 MB, and encode them as one message: three times that for one upload. The public way to have less
would be to write the chunks and the files document here. So this uses the protected `GridIn._buffered_docs_size`, the
size by which the driver decides; where a driver has no such attribute, it collects as much as it likes.
"""

#: Bytes to send at a time, and about a third of what an upload takes.
_BATCH = 2 * 1024 * 1024
_MORE_THAN_ENOUGH = 2 ** 31


def keep_small(grid_in):
    """Have the next chunk of a file being written sent along with those that wait, if these are many."""
    if vars(grid_in).get('_buffered_docs_size', 0) >= _BATCH:
        grid_in._buffered_docs_size = _MORE_THAN_ENOUGH
