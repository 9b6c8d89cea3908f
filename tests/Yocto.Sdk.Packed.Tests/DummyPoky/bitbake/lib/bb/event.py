"""Events are told apart by the names of their classes."""


class Event:
    def __init__(self, **fields):
        self.__dict__.update(fields)


def of(name, **fields):
    return type(name, (Event,), {})(**fields)
