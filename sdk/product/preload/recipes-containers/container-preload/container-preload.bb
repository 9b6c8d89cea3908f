SUMMARY = "Loads the container images that come with the system into the engine's storage"
SRC_URI = "file://container-preload.sh file://container-preload.service file://container-preload.init file://policy.json"
SERVICE = "container-preload"

inherit product-service

# after docker's 60, before the applications
INITSCRIPT_PARAMS = "defaults 90 10"

do_install() {
    install -D -m 0755 ${SOURCES}/container-preload.sh ${D}${libexecdir}/container-preload
    install -D -m 0644 ${SOURCES}/policy.json ${D}${datadir}/containers/preload/policy.json
}
