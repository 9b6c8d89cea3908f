# these files are of container-host-config
do_install:append() {
    rm -rf ${D}${sysconfdir}/containers
}

RDEPENDS:${PN}:append = " container-host-config"
