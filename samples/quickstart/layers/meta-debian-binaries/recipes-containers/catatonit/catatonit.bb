SUMMARY = "The first process of a pod"
inherit debian-binaries
