SUMMARY = "Changes partitions"
inherit debian-binaries
