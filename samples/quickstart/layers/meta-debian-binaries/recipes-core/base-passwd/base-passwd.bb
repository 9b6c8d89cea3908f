SUMMARY = "Users and groups of a base system"
DEBS_LINKED = ""
inherit debian-binaries

do_install:append() {
    mkdir -p etc
    sed 's,^root:[^:]*:\(.*\):/bin/bash,root::\1:/bin/sh,' usr/share/base-passwd/passwd.master > etc/passwd
    cat usr/share/base-passwd/group.master > etc/group
    # what Debian's packages make when they are installed
    for user in 192:systemd-network 193:systemd-resolve 194:messagebus 195:sshd; do
        echo "${user#*:}:x:${user%%:*}:${user%%:*}::/:/usr/sbin/nologin" >> etc/passwd
        echo "${user#*:}:x:${user%%:*}:" >> etc/group
    done
    for group in input:x:101: sgx:x:102: kvm:x:103: render:x:104: systemd-journal:x:105:; do
        echo $group >> etc/group
    done
    rm -rf usr
}
