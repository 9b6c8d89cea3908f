# BusyBox is linked only where an image has no program of its own: in the place of update-alternatives, which would decide
# on the device.

BUSYBOX_APPLETS = "\
    [ ash awk base64 basename blkid bunzip2 bzcat cat chmod chown chroot chvt clear cmp cp cpio cut date dd df diff dirname dmesg \
    du echo egrep env expr false find fold free fstrim getty grep groups gunzip gzip head hexdump hostname id ifconfig ip kill \
    less ln logger login losetup ls lsmod lsof md5sum mkdir mkfifo mknod mktemp modprobe more mount mv nc netstat nohup \
    nproc nslookup od paste ping ping6 printf ps pwd readlink realpath renice reset rm rmdir route sed seq sh sha1sum \
    sha256sum sha512sum sleep sort split stat strings stty su sulogin sync sysctl tac tail tar tee telnet test time timeout top \
    touch tr traceroute true truncate tty udhcpc umount uname uniq unxz unzip uptime usleep vi watch wc wget which xargs \
    xxd xz yes zcat"

link_busybox_applets() {
    [ -x ${IMAGE_ROOTFS}/usr/bin/busybox ] || return 0
    for applet in ${BUSYBOX_APPLETS}; do
        [ -e ${IMAGE_ROOTFS}/usr/bin/$applet ] || [ -L ${IMAGE_ROOTFS}/usr/bin/$applet ] ||
            [ -e ${IMAGE_ROOTFS}/usr/sbin/$applet ] || [ -L ${IMAGE_ROOTFS}/usr/sbin/$applet ] ||
            ln -s busybox ${IMAGE_ROOTFS}/usr/bin/$applet
    done
}
ROOTFS_POSTPROCESS_COMMAND:append = " link_busybox_applets;"
