"""Watching what a call runs."""
import sys


def profiled(call, note):
    """Run a call; `note(frame, event, argument)` hears of each function that it calls, as sys.setprofile has it."""
    sys.setprofile(note)
    try:
        call()
    finally:
        sys.setprofile(None)
