SUMMARY = "The message bus of the system"
DEBS = "dbus dbus-daemon dbus-bin dbus-system-bus-common"
inherit debian-binaries
