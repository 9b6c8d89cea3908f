SUMMARY = "Container engine without a daemon"
DEBS = "podman golang-github-containers-common golang-github-containers-image"
RDEPENDS:${PN} = "conmon crun kernel-modules"
inherit debian-binaries
