SUMMARY = "Programs for ext2, ext3 and ext4 file systems"
DEBS = "e2fsprogs logsave"
RPROVIDES:${PN} = "e2fsprogs-badblocks e2fsprogs-dumpe2fs e2fsprogs-e2fsck e2fsprogs-mke2fs e2fsprogs-resize2fs e2fsprogs-tune2fs"
inherit debian-binaries
