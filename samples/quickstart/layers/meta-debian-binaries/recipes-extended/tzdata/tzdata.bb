SUMMARY = "Time zones"
inherit debian-binaries
