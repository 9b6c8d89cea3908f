import os
import sys


def load():
    """Leaves no __pycache__ in this folder, and nothing of it where bitbake and the layers look for their modules."""
    folder = os.path.dirname(os.path.realpath(__file__))
    path = [entry for entry in sys.path if os.path.realpath(entry) != folder]
    without_bytecode = sys.dont_write_bytecode
    sys.path[:] = [os.path.dirname(folder)] + path
    sys.dont_write_bytecode = True
    from yocto_sdk_bridge import process
    sys.path[:] = path
    sys.dont_write_bytecode = without_bytecode
    return process


if __name__ == "__main__":
    load().main()
