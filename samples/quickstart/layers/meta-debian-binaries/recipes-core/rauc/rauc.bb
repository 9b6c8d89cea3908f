SUMMARY = "RAUC, which brings updates into the slots of a device"
DEBS = "rauc rauc-service"
SRC_URI = "file://rauc-mark-good.service"
inherit debian-binaries
PACKAGES = "rauc-mark-good ${PN}"
FILES:rauc-mark-good = "/usr/lib/systemd/system/rauc-mark-good.service /usr/lib/systemd/system/multi-user.target.wants"
RDEPENDS:rauc-mark-good = "rauc"
RDEPENDS:${PN}:append = " dbus rauc-conf"

do_install:append() {
    install -m 0644 ${DEBIAN_UNPACKED}/../rauc-mark-good.service usr/lib/systemd/system
    install -d usr/lib/systemd/system/multi-user.target.wants
    ln -s ../rauc-mark-good.service usr/lib/systemd/system/multi-user.target.wants
}
