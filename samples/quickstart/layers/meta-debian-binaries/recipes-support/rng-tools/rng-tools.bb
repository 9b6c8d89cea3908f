SUMMARY = "Feeds a hardware's random numbers to the kernel"
DEBS = "rng-tools5"
inherit debian-binaries

do_install:append() {
    mkdir -p usr/lib/systemd/system/multi-user.target.wants
    ln -s ../rngd.service usr/lib/systemd/system/multi-user.target.wants
}
