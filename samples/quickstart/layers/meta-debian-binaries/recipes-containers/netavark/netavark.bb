SUMMARY = "Network stack of containers"
RDEPENDS:${PN} = "iptables"
inherit debian-binaries
