SUMMARY = "BusyBox, whose applets stand in for what an image has no program of its own for"
# not busybox-static: its shell runs its own applets before anything on the PATH
inherit debian-binaries

do_install:append() {
    rm -rf etc usr/share
}
