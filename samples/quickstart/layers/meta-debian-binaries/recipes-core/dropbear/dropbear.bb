SUMMARY = "SSH server of small size, which makes its keys at the first login"
DEBS = "dropbear-bin"
RPROVIDES:${PN} = "ssh sshd"
inherit debian-binaries

do_install:append() {
    mkdir -p etc/dropbear usr/lib/systemd/system/multi-user.target.wants
    # -B where the image lets root in without a password
    cat > usr/lib/systemd/system/dropbear.service <<'END'
[Unit]
Description=SSH server
[Service]
EnvironmentFile=-/etc/default/dropbear
ExecStart=/usr/sbin/dropbear -F -E -R $DROPBEAR_EXTRA_ARGS
Restart=on-failure
END
    ln -s ../dropbear.service usr/lib/systemd/system/multi-user.target.wants
}
