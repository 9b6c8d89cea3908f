SUMMARY = "Monitor of one container"
inherit debian-binaries
