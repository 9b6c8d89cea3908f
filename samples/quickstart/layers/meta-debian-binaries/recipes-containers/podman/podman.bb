SUMMARY = "Container engine without a daemon"
DEBS = "podman golang-github-containers-common golang-github-containers-image"
RDEPENDS:${PN} = "catatonit conmon container-host-config crun kernel-modules"
inherit debian-binaries

# the configuration of the host is a recipe's own
do_install:append() {
    rm -rf etc/containers
}
