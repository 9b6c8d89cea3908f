import os
import sys


def load():
    """Leaves no __pycache__ in this folder, and nothing of it where bitbake and the layers look for their modules."""
    folder = os.path.dirname(os.path.realpath(__file__))
    path = [entry for entry in sys.path if os.path.realpath(entry) != folder]
    without_bytecode = sys.dont_write_bytecode
    sys.path[:] = [os.path.dirname(folder)] + path
    sys.dont_write_bytecode = True
    from yocto_sdk_bridge import process, terminal
    sys.path[:] = path
    sys.dont_write_bytecode = without_bytecode
    return process, terminal


def main():
    process, terminal = load()
    command = sys.argv[1]
    if command == "--at-terminal":
        process.keep_log_private()
        terminal.run_bitbake(os.path.abspath(__file__), sys.argv[2], sys.argv[3:])
    elif command == "--on-terminal":
        sys.exit(terminal.ask(sys.argv[2], sys.argv[3:]))
    elif command == "--first-process":
        if os.getpid() == 1:
            process.look_after_container()
        os.execvp(sys.argv[2], sys.argv[2:])
    else:
        process.main()


if __name__ == "__main__":
    main()
