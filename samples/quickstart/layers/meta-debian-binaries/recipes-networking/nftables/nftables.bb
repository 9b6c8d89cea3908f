SUMMARY = "Packet filter"
inherit debian-binaries
