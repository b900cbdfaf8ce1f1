"""Arguments that came later: calls with them go by command, all others are the driver's own."""
from ..signatures import arguments


def _method(base, name, by_command, own, needs_command):
    later = arguments(by_command)[0] - arguments(own)[0]
    known, takes_any = arguments(own)
    if not later and needs_command is None:
        return None

    def method(self, *args, **kwargs):
        for option, value in kwargs.items():
            if value is not None and option not in known and (option in later or not takes_any):
                return by_command(self, *args, **kwargs)
        if needs_command is not None and needs_command(name, args, kwargs):
            return by_command(self, *args, **kwargs)
        kwargs = dict(item for item in kwargs.items() if item[0] not in later)
        return getattr(super(base, self), name)(*args, **kwargs)

    method.__name__, method.__doc__ = name, by_command.__doc__
    return method


def with_later(part, driver, needs_command=None):
    """A class whose methods are those of a part that the driver lacks, in whole or by their arguments.

    :param part: the class with what goes by command
    :param driver: the driver's class
    :param needs_command: a function of (name, args, kwargs) that tells of calls that the driver would refuse
    """
    base = type('Later' + part.__name__, (object,), {'__doc__': part.__doc__, '__module__': __name__})
    for name, by_command in vars(part).items():
        if name[:1] == '_':
            continue
        own = getattr(driver, name, None)
        method = by_command if own is None else _method(base, name, by_command, own, needs_command)
        if method is not None:
            setattr(base, name, method)
    return base
