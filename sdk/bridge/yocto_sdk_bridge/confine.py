"""
Runs a command as an ordinary user who can write only to the folders that are named, for a build as root:

    confine.py [folder ...] -- command [argument ...]

OpenEmbedded refuses root because a recipe that forgets ${D} would overwrite the host. Here the command's files stay
root's and its own user id is another (user_namespaces(7)), the file system is read-only but for the folders and those
for temporary files (mount_namespaces(7)), and /dev has no disks.
"""
import ctypes
import os
import stat
import sys

USER = 1000
TEMPORARY = ["/tmp", "/var/tmp"]
DEVICES = ["full", "fuse", "kvm", "null", "random", "shm", "tty", "urandom", "zero"]
LINKS = {"fd": "/proc/self/fd", "ptmx": "pts/ptmx", "stderr": "fd/2", "stdin": "fd/0", "stdout": "fd/1"}
# What a container's engine makes read-only, too. Not all of /proc: bitbake writes the uid_map of its own namespaces.
OF_PROC = ["bus", "fs", "irq", "sys", "sysrq-trigger"]

NEW_USER, NEW_MOUNTS = 0x10000000, 0x00020000
RDONLY, NOSUID, NOEXEC, REMOUNT, BIND, REC, PRIVATE = 1, 2, 8, 0x20, 0x1000, 0x4000, 0x40000
FLAGS = {
    "nosuid": NOSUID, "nodev": 4, "noexec": NOEXEC, "nosymfollow": 0x100, "noatime": 0x400, "nodiratime": 0x800,
    "relatime": 0x200000,
}

libc = ctypes.CDLL(None, use_errno=True)


def call(function, *arguments):
    if function(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def mount(source, target, kind, flags, options=None):
    call(libc.mount, os.fsencode(source), os.fsencode(target), kind and os.fsencode(kind), ctypes.c_ulong(flags),
         options and os.fsencode(options))


def main(arguments):
    end = arguments.index("--")
    try:
        take_mounts()
        confine([os.path.realpath(folder) for folder in TEMPORARY + arguments[:end] if os.path.isdir(folder)])
        # the last: with it go all rights over the mounts
        take_user(USER)
    except OSError as e:
        sys.exit("no namespace for the build: %s" % e)
    os.execvp(arguments[end + 1], arguments[end + 1:])


def take_mounts():
    """Mounts of its own; in a container whose root may not have them, those of a user namespace between."""
    try:
        call(libc.unshare, NEW_MOUNTS)
    except PermissionError:
        take_user(0, NEW_MOUNTS)
    mount("none", "/", None, REC | PRIVATE)


def take_user(number, more=0):
    user, group = os.geteuid(), os.getegid()
    call(libc.unshare, NEW_USER | more)
    for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (number, user)),
                       ("gid_map", "%d %d 1" % (number, group))):
        with open("/proc/self/" + name, "w") as file:
            file.write(text)


def confine(folders):
    folder = os.getcwd()
    for writable in folders:
        mount(writable, writable, None, BIND | REC)
    replace_devices()
    for path in OF_PROC:
        if os.path.exists("/proc/" + path):
            mount("/proc/" + path, "/proc/" + path, None, BIND | REC)
    kept = folders + ["/proc", "/dev/shm", "/dev/pts"]
    for point, flags in mounts():
        if point in kept or any(is_in(point, writable) for writable in folders):
            continue
        make_read_only(point, flags)
    # not on the mount that it was on
    os.chdir(folder)


def replace_devices():
    """By few, since root may write to a disk of a read-only /dev."""
    sources = {}
    for name in DEVICES:
        if os.path.exists("/dev/" + name):
            sources[name] = os.open("/dev/" + name, os.O_PATH)
    if os.isatty(0):
        # under this name ttyname(3) finds the terminal of a shell, as in a container
        sources["console"] = os.open(os.ttyname(0), os.O_PATH)
    mount("tmpfs", "/dev", "tmpfs", NOSUID | NOEXEC)
    for name, source in sources.items():
        target = "/dev/" + name
        if stat.S_ISDIR(os.fstat(source).st_mode):
            os.mkdir(target)
        else:
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY))
        mount("/proc/self/fd/%d" % source, target, None, BIND | REC)
        os.close(source)
    # the host's ptmx is closed to a user without rights, and apt opens a terminal for its log
    os.mkdir("/dev/pts")
    mount("devpts", "/dev/pts", "devpts", NOSUID | NOEXEC, "newinstance,ptmxmode=0666,mode=0620")
    for name, target in LINKS.items():
        os.symlink(target, "/dev/" + name)


def mounts():
    """The mount points, as proc(5) has them in mountinfo, each with the flags that a remount must not lose."""
    with open("/proc/self/mountinfo", "rb") as file:
        for line in file:
            fields = line.split()
            point = fields[4].decode("unicode_escape").encode("latin-1")
            flags = [FLAGS.get(option, 0) for option in os.fsdecode(fields[5]).split(",")]
            yield os.fsdecode(point), sum(flags)


def make_read_only(point, flags):
    try:
        mount("none", point, None, REMOUNT | BIND | RDONLY | flags)
    except OSError:
        # below a mount that hides it nobody can write either
        if os.path.ismount(point):
            raise


def is_in(path, folder):
    return path == folder or path.startswith(folder.rstrip("/") + "/")


if __name__ == "__main__":
    main(sys.argv[1:])
