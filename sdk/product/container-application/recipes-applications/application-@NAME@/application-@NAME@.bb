SUMMARY = "Runs the container @NAME@ from boot on"
SRC_URI = "file://@NAME@.service file://@NAME@.init file://@NAME@.env"
SERVICE = "@NAME@"

inherit product-service

do_install() {
    install -D -m 0644 ${SOURCES}/@NAME@.env ${D}${datadir}/containers/environment/@NAME@.env
}

RDEPENDS:${PN} = "container-preload"
