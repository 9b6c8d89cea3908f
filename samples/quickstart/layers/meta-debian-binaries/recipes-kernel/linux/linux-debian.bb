SUMMARY = "Debian's kernel, with the modules that containers and virtual machines need"
# the cloud kernels have ext4 and NVMe built in, so that they boot without an initramfs
DEBIAN_KERNEL_FLAVOUR:x86-64 = "cloud-amd64"
DEBIAN_KERNEL_FLAVOUR:aarch64 = "cloud-arm64"
DEBIAN_KERNEL_FLAVOUR:arm = "armmp"
DEBIAN_KERNEL_PACKAGE = "${@debian_stands_for('linux-image-' + d.getVar('DEBIAN_KERNEL_FLAVOUR'), 'linux-image-', d)}"
DEBS = "${DEBIAN_KERNEL_PACKAGE}"
DEBS:append:arm = " busybox-static"
PROVIDES = "virtual/kernel"
# what a configuration adds to every kernel recipe
KERNEL_CLASSES ?= ""
inherit debian-binaries deploy ${KERNEL_CLASSES}
CONTAINER_KERNEL_CONFIG = "${DEBIAN_UNPACKED}/${DEBIAN_KERNEL_PACKAGE}/boot/config-*"

KERNEL_VERSION = "${@d.getVar('DEBIAN_KERNEL_PACKAGE')[len('linux-image-'):]}"
PACKAGES = "kernel-modules kernel ${PN}"
FILES:${PN} = ""
FILES:kernel-modules = "/usr/lib/modules"
FILES:kernel = "/boot"
RDEPENDS:kernel = "kernel-modules"
RPROVIDES:kernel = "kernel-image"
ALLOW_EMPTY:kernel = "1"
PACKAGES_DYNAMIC = "^kernel-module-.* ^kernel-image-.* ^kernel-firmware-.*"

# folders of modules that stay
KEPT_MODULES = "lib|crypto/|arch/|fs/(overlayfs|squashfs|fuse|autofs|nls|fat|ext4|jbd2|mbcache)|net/(ipv4|ipv6|netfilter|bridge|802|llc|core)|drivers/(md|mmc|regulator|i2c|virtio|block|net/(veth|virtio_net|net_failover|tun|dummy|phy|ethernet/stmicro)|char/virtio|char/hw_random|dax)"

do_install:append() {
    mv boot ../boot-of-deb
    mkdir boot
    cp ../boot-of-deb/config-* boot
    cp ../boot-of-deb/vmlinuz-* boot/${KERNEL_IMAGETYPE}
    rm -rf ../boot-of-deb etc usr/bin usr/share
    ln -s usr/lib lib
    depmod -b . ${KERNEL_VERSION}
    # a line of it is a module and all that it needs
    grep -E '^kernel/(${KEPT_MODULES})' lib/modules/${KERNEL_VERSION}/modules.dep | tr -s ': ' '\n' | sort -u > ${WORKDIR}/kept-modules
    (cd lib/modules/${KERNEL_VERSION} && find kernel -name '*.ko' | sort | comm -23 - ${WORKDIR}/kept-modules | xargs rm -f)
    find usr/lib/modules -type d -empty -delete
    depmod -b . ${KERNEL_VERSION}
    rm lib
}

# QEMU describes its machine itself
do_install:append:aarch64() {
    rm -r usr/lib/linux-image-*
}

# Debian's kernel for 32-bit Arm has ext4 and the MMC host as modules: an initramfs loads them.
do_install:append:arm() {
    initramfs=${WORKDIR}/initramfs
    modules=lib/modules/${KERNEL_VERSION}
    rm -rf $initramfs
    mkdir -p $initramfs/bin $initramfs/$modules $initramfs/dev $initramfs/proc $initramfs/sys $initramfs/root
    cp ${DEBIAN_UNPACKED}/busybox-static/bin/busybox $initramfs/bin
    ln -s busybox $initramfs/bin/sh
    cp usr/$modules/modules.* $initramfs/$modules
    tar -C usr/$modules -c kernel/fs kernel/lib kernel/crypto kernel/arch kernel/drivers/mmc kernel/drivers/regulator kernel/drivers/i2c |
        tar -C $initramfs/$modules -x
    cat > $initramfs/init <<'END'
#!/bin/sh
for applet in mount modprobe switch_root sleep sed; do
    /bin/busybox ln -s busybox /bin/$applet
done
mount -t devtmpfs dev /dev
mount -t proc proc /proc
mount -t sysfs sys /sys
modprobe -a crc32c_generic ext4 sunxi-mmc
until mount -t ext4 "$(sed 's/.*root=\([^ ]*\).*/\1/' /proc/cmdline)" /root; do
    sleep 1
done
mount --move /dev /root/dev
exec switch_root /root /sbin/init
END
    chmod 755 $initramfs/init
    (cd $initramfs && find . | cpio -o -H newc -R 0:0 --quiet) | gzip -1 > boot/initramfs.gz
    cp usr/lib/linux-image-*/sun8i-h3-orangepi-pc.dtb boot
    mkdir boot/extlinux
    cat > boot/extlinux/extlinux.conf <<'END'
DEFAULT linux
LABEL linux
LINUX /boot/zImage
INITRD /boot/initramfs.gz
FDT /boot/sun8i-h3-orangepi-pc.dtb
APPEND root=/dev/mmcblk0p1 rw console=ttyS0,115200
END
    rm -rf usr/lib/linux-image-* usr/bin
}

do_deploy() {
    install -m 644 ${D}/boot/${KERNEL_IMAGETYPE} ${DEPLOYDIR}/${KERNEL_IMAGETYPE}-${KERNEL_VERSION}
    ln -s ${KERNEL_IMAGETYPE}-${KERNEL_VERSION} ${DEPLOYDIR}/${KERNEL_IMAGETYPE}
    for file in ${D}/boot/*.dtb ${D}/boot/initramfs.gz; do
        [ ! -e $file ] || install -m 644 $file ${DEPLOYDIR}
    done
}
addtask deploy after do_install before do_build

# image recipes wait for it
do_shared_workdir() {
    :
}
addtask shared_workdir after do_install
