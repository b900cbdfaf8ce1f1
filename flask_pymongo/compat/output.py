"""How the commands write to standard output."""
import os
import sys


def write(text):
    """Write text, or bytes on Python 2. If the reader, such as `head`, has gone, that is no error."""
    data = text if isinstance(text, str) else text.encode('utf-8')
    try:
        sys.stdout.write(data)
        sys.stdout.flush()
    except EnvironmentError:
        # Python flushes again at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
