SUMMARY = "Lays /etc and /var of the data partition over those of a read-only root"
SRC_URI = "file://writable-root.sh"

inherit product-files

do_install() {
    install -D -m 0755 ${SOURCES}/writable-root.sh ${D}${libexecdir}/writable-root
}

RDEPENDS:${PN} = "data-partition"
