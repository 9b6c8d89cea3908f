SUMMARY = "systemd and udev"
DEBS = "systemd systemd-sysv udev kmod"
PROVIDES = "udev"
RPROVIDES:${PN} = "udev kmod"
RDEPENDS:${PN} = "dbus systemd-conf util-linux-mount util-linux-agetty"
inherit debian-binaries

do_install:append() {
    rm -rf var etc/systemd/system usr/bin/lsmod
    sed -i '/^u root /s,/bin/bash,/bin/sh,' usr/lib/sysusers.d/basic.conf
    # as systemd itself and OpenEmbedded-Core have it: a read-only root has no other /tmp
    [ -e usr/lib/systemd/system/tmp.mount ] || mv usr/share/systemd/tmp.mount usr/lib/systemd/system
    mkdir -p usr/lib/systemd/system/local-fs.target.wants
    ln -sf ../tmp.mount usr/lib/systemd/system/local-fs.target.wants
    mkdir -p etc/systemd/system
    # as in OpenEmbedded-Core, a service starts at boot where its recipe says so
    echo 'disable *' > usr/lib/systemd/system-preset/99-default.preset
    # podman writes to /var/tmp, which base-files links to a folder that nobody makes
    printf 'd /var/volatile/%s 1777 root root -\n' tmp log > usr/lib/tmpfiles.d/00-create-volatile.conf
    # there before any network is, as in OpenEmbedded-Core: aardvark-dns does not start without it
    ln -s ../run/systemd/resolve/resolv.conf etc/resolv.conf
    printf '%s\n' 'd /run/systemd/resolve 0755 root root -' 'f /run/systemd/resolve/resolv.conf 0644 root root -' > usr/lib/tmpfiles.d/00-resolv.conf
    # asks for a key, asks the network, waits for it, finds no kernel module, finds no ldconfig
    for unit in systemd-firstboot systemd-timesyncd systemd-networkd-wait-online systemd-binfmt ldconfig; do
        ln -s /dev/null etc/systemd/system/$unit.service
    done
    for applet in depmod insmod lsmod modinfo modprobe rmmod; do
        ln -sf ../bin/kmod usr/sbin/$applet
    done
}

# In QEMU a board of these takes minutes until udev runs; its console is waited for.
do_install:append:arm() {
    mkdir -p usr/lib/systemd/system.conf.d
    printf '[Manager]\nDefaultDeviceTimeoutSec=15min\n' > usr/lib/systemd/system.conf.d/slow-board.conf
}
