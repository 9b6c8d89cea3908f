SUMMARY = "Network stack of containers"
# which of the two Debian built it for
RDEPENDS:${PN} = "${@'iptables' if d.getVar('DEBIAN_RELEASE') == 'bookworm' else 'nftables'}"
inherit debian-binaries
