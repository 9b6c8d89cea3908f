SUMMARY = "Lays /etc and /var of the data partition over those of a read-only root"
LICENSE = "CLOSED"

SRC_URI = "file://writable-root.sh"

SOURCES = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"
S = "${SOURCES}"
INHIBIT_DEFAULT_DEPS = "1"

do_configure[noexec] = "1"
do_compile[noexec] = "1"

do_install() {
    install -D -m 0755 ${SOURCES}/writable-root.sh ${D}${libexecdir}/writable-root
}

FILES:${PN} += "${libexecdir}"
RDEPENDS:${PN} = "data-partition"
