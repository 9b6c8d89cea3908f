SUMMARY = "Network of containers of ordinary users"
inherit debian-binaries
