SUMMARY = "Container engine without a daemon"
DEBS = "podman golang-github-containers-common golang-github-containers-image"
RDEPENDS:${PN} = "conmon crun kernel-modules"
inherit debian-binaries

# no D-Bus on the device: podman may ask neither systemd for a cgroup nor the journal for its events
do_install:append() {
    mkdir -p etc/containers
    printf '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\nruntime = "crun"\n' > etc/containers/containers.conf
}
