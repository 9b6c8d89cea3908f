"""Each test runs commands under confine.py, as a build of root's does."""

import os
import subprocess
import sys
import tempfile
import unittest

import yocto_sdk_bridge

CONFINE = os.path.join(os.path.dirname(os.path.abspath(yocto_sdk_bridge.__file__)), "confine.py")


@unittest.skipUnless(sys.platform == "linux" and os.geteuid() == 0, "only root is confined")
class ConfineTests(unittest.TestCase):
    def setUp(self):
        # not /tmp, to which everybody writes
        folder = tempfile.TemporaryDirectory(dir="/var/lib")
        self.addCleanup(folder.cleanup)
        self.folder = os.path.realpath(folder.name)
        self.project = os.path.join(self.folder, "pro ject")
        self.other = os.path.join(self.folder, "other")
        os.mkdir(self.project)
        os.mkdir(self.other)

    def run_confined(self, script, before=(), folder=None, folders=None):
        command = list(before) + [sys.executable, "-I", "-S", CONFINE] + (folders or [self.project]) + ["--", "sh", "-c", script]
        run = subprocess.run(command, cwd=folder or self.project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return run.returncode, run.stdout.decode()

    def test_the_build_writes_to_its_folders_and_to_temporary_ones(self):
        script = "id -u; echo a > made; rm made; for f in /tmp /var/tmp /dev/shm; do f=$(mktemp $f/XXXXXX) && rm $f; done; echo a > /dev/null"
        self.assertEqual((0, "1000\n"), self.run_confined(script))

    def test_what_is_written_elsewhere_is_refused(self):
        for target in ("/usr/yocto-sdk-test", "/etc/passwd", os.path.expanduser("~/yocto-sdk-test"), self.other + "/file",
                       "/proc/sys/vm/dirty_ratio", "/sys/kernel/mm/ksm/run", "/run/yocto-sdk-test"):
            code, text = self.run_confined("echo a >> '%s'" % target)
            self.assertNotEqual(0, code, target)
            self.assertIn("Read-only file system", text)

    def test_a_program_may_open_a_terminal_of_its_own(self):
        # as apt does in do_rootfs, also where root is that of a container
        script = "exec %s -c 'import os; print(os.isatty(os.openpty()[1]))'" % sys.executable
        for before in ([], ["unshare", "--user", "--map-root-user", "--mount"]):
            self.assertEqual((0, "True\n"), self.run_confined(script, before))

    def test_no_disk_is_there(self):
        disks = [name for name in os.listdir("/sys/class/block") if os.path.exists("/dev/" + name)]
        self.assertEqual((0, ""), self.run_confined("for f in %s; do [ ! -e /dev/$f ] || echo $f; done" % " ".join(disks)))

    def test_it_stays_so_for_who_makes_namespaces_of_their_own(self):
        script = "unshare --user --map-root-user --mount sh -c 'mount -o remount,bind,rw /; umount -l /usr; umount -l /etc; echo a > %s/file'" % self.other
        code, text = self.run_confined(script)
        self.assertNotEqual(0, code)
        self.assertEqual([], os.listdir(self.other), text)

    def test_a_task_of_bitbakes_has_no_network(self):
        # as bb.utils.disable_network does
        script = """exec %s -c '
import ctypes, os
assert ctypes.CDLL(None).unshare(0x40000000 | 0x10000000) == 0
open("/proc/self/uid_map", "w").write("1000 1000 1")
open("/proc/self/setgroups", "w").write("deny")
open("/proc/self/gid_map", "w").write("1000 1000 1")
print([line.split(":")[0].strip() for line in open("/proc/self/net/dev")][2:])
'""" % sys.executable
        self.assertEqual((0, "['lo']\n"), self.run_confined(script))

    def test_a_mount_below_a_folder_stays_writable_and_others_do_not(self):
        inside, outside = os.path.join(self.project, "disk"), os.path.join(self.folder, "disk \\ 2")
        for disk in (inside, outside):
            os.mkdir(disk)
            subprocess.check_call(["mount", "-t", "tmpfs", "tmpfs", disk])
            self.addCleanup(subprocess.call, ["umount", disk])
        self.assertEqual((0, ""), self.run_confined("echo a > disk/file"))
        code, _ = self.run_confined("echo a > '%s/file'" % outside)
        self.assertNotEqual(0, code)

    def test_it_works_where_root_is_that_of_a_container(self):
        for container in (["unshare", "--user", "--map-root-user"], ["unshare", "--user", "--map-root-user", "--mount"],
                          ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin"]):
            code, text = self.run_confined("id -u; echo a > %s/file" % self.other, before=container)
            self.assertNotEqual(0, code)
            self.assertTrue(text.startswith("1000\n"), text)
            self.assertIn("Read-only file system", text)

    def test_a_folder_that_is_a_link_or_is_not_there_yet(self):
        link = os.path.join(self.folder, "link")
        os.symlink(self.project, link)
        self.assertEqual((0, ""), self.run_confined("echo a > file", folder=link, folders=[link, self.folder + "/none"]))

    def test_the_code_is_that_of_the_command(self):
        self.assertEqual((7, ""), self.run_confined("exit 7"))
