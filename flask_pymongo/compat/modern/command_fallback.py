"""Class decorators for methods that change a call, or send it by command, before it gets to the driver."""
import functools

from ..signatures import arguments


def options_changed(change, *names):
    """Give a class methods that hand on their keywords as `change` returns them."""
    def decorate(base):
        def add(name):
            def method(self, *args, **kwargs):
                return getattr(super(base, self), name)(*args, **change(kwargs))

            method.__name__ = name
            setattr(base, name, method)

        for name in names:
            add(name)
        return base
    return decorate


def command_fallback(driver, parts, needs_command=None):
    """Give a class those methods of `parts` that the driver lacks, or whose arguments it lacks.

    A call that the driver's own method takes goes there; all others go by command.

    :param driver: the driver's class
    :param parts: classes whose methods go by command
    :param needs_command: a function of (name, args, kwargs): whether the driver would refuse the values of a call
    """
    def decorate(base):
        for part in parts:
            for name, by_command in vars(part).items():
                own = getattr(driver, name, None)
                if name.startswith('_') or own is not None and needs_command is None and not (
                        arguments(by_command)[0] - arguments(own)[0]):
                    continue
                setattr(base, name, by_command if own is None else _fallback(base, by_command, own, needs_command))
        return base
    return decorate


def _fallback(base, by_command, own, needs_command):
    name = by_command.__name__
    known, takes_any = arguments(own)
    missing = arguments(by_command)[0] - known

    @functools.wraps(by_command)
    def method(self, *args, **kwargs):
        for option, value in kwargs.items():
            if value is not None and option not in known and (option in missing or not takes_any):
                return by_command(self, *args, **kwargs)
        if needs_command is not None and needs_command(name, args, kwargs):
            return by_command(self, *args, **kwargs)
        kwargs = dict(item for item in kwargs.items() if item[0] not in missing)
        return getattr(super(base, self), name)(*args, **kwargs)
    return method
