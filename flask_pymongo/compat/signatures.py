"""What a function of the installed driver takes."""
import inspect


def arguments(function):
    """The names of arguments, and whether it takes any others."""
    if hasattr(inspect, 'signature'):
        parameters = inspect.signature(function).parameters.values()
        return (set(parameter.name for parameter in parameters),
                any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters))
    found = inspect.getargspec(function)
    return set(found.args), found.keywords is not None
