"""One test for thousands of cases: to count and tell so many would take longer than to run them."""

from functools import wraps
from inspect import Signature, signature


def through(name, values):
    """Have a test go through all ``values(**others)`` of its argument ``name``; what fails says at which."""

    def decorate(test):
        @wraps(test)
        def go_through(**others):
            for value in values(**others):
                try:
                    test(**others, **{name: value})
                except BaseException as error:
                    error.add_note(f"{name}: {value}")
                    raise

        others = [parameter for parameter in signature(test).parameters.values() if parameter.name != name]
        go_through.__signature__ = Signature(others)
        return go_through

    return decorate
