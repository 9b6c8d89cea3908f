SUMMARY = "pseudo and the apt configuration of the build host, as a native sysroot"
LICENSE = "CLOSED"
PROVIDES += "virtual/fakeroot-native"
INHIBIT_DEFAULT_DEPS = "1"
inherit native
do_fetch[noexec] = "1"
do_unpack[noexec] = "1"
do_patch[noexec] = "1"
do_configure[noexec] = "1"
do_compile[noexec] = "1"
do_install() {
    install -d ${D}${bindir} ${D}${prefix}/lib/pseudo/lib64 ${D}${sysconfdir}/apt
    cp /usr/bin/pseudo /usr/bin/pseudodb /usr/bin/pseudolog ${D}${bindir}
    cp /usr/lib/*/pseudo/libpseudo.so ${D}${prefix}/lib/pseudo/lib64
    for f in passwd group; do cp /usr/share/base-passwd/$f.master ${D}${sysconfdir}/$f; done
    for a in aarch64 arm x86_64; do ln -s /usr/bin/qemu-system-$a ${D}${bindir}; done
    cat > ${D}${bindir}/dpkg <<'EOF'
#!/bin/sh
for a; do case $a in --root=*) export D="${a#--root=}";; esac; done
exec /usr/bin/dpkg --log=/dev/null --force-bad-path --force-script-chrootless "$@"
EOF
    cat > ${D}${bindir}/systemctl <<'EOF'
#!/bin/sh
for a; do case $a in --root=*) root="${a#--root=}";; esac; done
PSEUDO_UNLOAD=1 /usr/bin/systemctl "$@" || exit
[ -z "$root" ] || chown -hR 0:0 "$root/etc/systemd"
EOF
    # Debian's don't work with pseudo's chroot: with --root they would read the host's users
    for command in groupadd useradd; do
        cat > ${D}${bindir}/$command <<EOF
#!/bin/sh
[ "\$1" != --root ] || { shift; set -- --prefix "\$@"; }
exec /usr/sbin/$command "\$@"
EOF
    done
    find ${D}${bindir} -type f -exec chmod 755 {} +
    cat > ${D}${sysconfdir}/apt/apt.conf.sample <<'EOF'
Dir "#APTCONF#/"
{
  State "#APTCONF#/" { Lists "lists/"; status "#ROOTFS#/var/lib/dpkg/status"; };
  Cache "#APTCONF#/" { Archives "archives/"; pkgcache ""; srcpkgcache ""; };
  Bin { methods "/usr/lib/apt/methods/"; dpkg "dpkg"; };
  Etc "#APTCONF#" { Preferences "preferences"; };
  Log "#APTCONF#";
};
APT
{
  Install-Recommends "true";
  Immediate-Configure "false";
  Architecture "i586";
  Get { Assume-Yes "true"; };
};
Acquire { AllowInsecureRepositories "true"; };
DPkg
{
  Options {"--root=#ROOTFS#";"--admindir=#ROOTFS#/var/lib/dpkg";"--force-all";"--no-debsig"};
  Path "";
};
EOF
}
