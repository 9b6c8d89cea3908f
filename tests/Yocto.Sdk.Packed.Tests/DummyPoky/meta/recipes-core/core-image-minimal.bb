inherit image
IMAGE_INSTALL = "base-files busybox"
IMAGE_FSTYPES = "ext4 wic"
IMAGE_LINK_NAME = "${PN}-${MACHINE}.rootfs"
