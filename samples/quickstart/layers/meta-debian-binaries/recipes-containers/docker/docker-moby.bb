SUMMARY = "Container engine with a daemon"
DEBS = "docker.io"
PROVIDES = "virtual/docker"
RPROVIDES:${PN} = "virtual-docker"
# Debian's kernel has AppArmor, and docker then wants the parser
RDEPENDS:${PN} = "apparmor containerd iptables kernel-modules virtual-runc ${@'docker-cli' if debian_package('docker-cli', d) else ''}"
inherit debian-binaries useradd
USERADD_PACKAGES = "${PN}"
GROUPADD_PARAM:${PN} = "--system docker"

# as meta-virtualization's recipe: the socket, which starts the daemon when it is used
do_install:append() {
    install -d usr/lib/systemd/system/sockets.target.wants
    ln -s ../docker.socket usr/lib/systemd/system/sockets.target.wants
}
