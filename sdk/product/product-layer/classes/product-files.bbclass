# A recipe of the product: files that are installed as they are unpacked.

LICENSE = "CLOSED"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

FILES:${PN} += "${datadir} ${systemd_system_unitdir}"

# A unit and the target that wants it. The link is the system's own: it is there on a read-only root and whatever /etc holds.
install_unit() {
    install -D -m 0644 ${SOURCES}/$1 ${D}${systemd_system_unitdir}/$1
    install -d ${D}${systemd_system_unitdir}/$2.wants
    ln -s ../$1 ${D}${systemd_system_unitdir}/$2.wants/$1
}
