SUMMARY = "Users and groups of a base system"
DEBS_LINKED = ""
inherit debian-binaries

do_install:append() {
    sed 's,^root:[^:]*:\(.*\):/bin/bash,root::\1:/bin/sh,' usr/share/base-passwd/passwd.master > ../passwd
    cat usr/share/base-passwd/group.master > ../group
    # what Debian's packages make when they are installed
    while read user id home; do
        echo "$user:x:$id:$id::$home:/usr/sbin/nologin" >> ../passwd
        echo "$user:x:$id:" >> ../group
    done <<END
systemd-network 192 /
systemd-resolve 193 /
messagebus 194 /nonexistent
sshd 195 /run/sshd
END
    for group in input:x:101: sgx:x:102: kvm:x:103: render:x:104: systemd-journal:x:105: clock:x:106:; do
        echo $group >> ../group
    done
    rm -rf usr/*
    mkdir usr/share
    mv ../passwd ../group usr/share
}

# As in OpenEmbedded-Core: they are there before any other package adds to them, and stay when a read-only root goes without
# this one.
python populate_packages:prepend() {
    preinst = "#!/bin/sh\nmkdir -p $D/etc\n"
    for name in ("passwd", "group"):
        file = os.path.join(d.getVar("PKGD"), "usr/share", name)
        with open(file) as f:
            preinst += "[ -e $D/etc/%s ] || cat > $D/etc/%s <<'END'\n%sEND\n" % (name, name, f.read())
        os.remove(file)
    d.setVar("pkg_preinst:" + d.getVar("PN"), preinst)
}
