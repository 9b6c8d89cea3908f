SUMMARY = "Overlay file system for containers of ordinary users"
DEBS = "fuse-overlayfs fuse3"
inherit debian-binaries
