SUMMARY = "The compose application @NAME@, started at boot"
SRC_URI = "file://compose file://compose-@NAME@.service file://compose-@NAME@.init"
SERVICE = "compose-@NAME@"

inherit product-service

S = "${SOURCES}/compose"

do_install() {
    install -d ${D}${datadir}/compose/@NAME@
    cp -R --no-dereference --preserve=mode ${SOURCES}/compose/. ${D}${datadir}/compose/@NAME@
}

RDEPENDS:${PN} = "container-preload @PACKAGE@"
