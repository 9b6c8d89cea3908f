SUMMARY = "SSH server and clients"
DEBS = "openssh-server openssh-client openssh-sftp-server"
RPROVIDES:${PN} = "ssh sshd openssh-sshd openssh-ssh openssh-scp openssh-sftp openssh-sftp-server openssh-keygen"
inherit debian-binaries

do_install:append() {
    mkdir -p usr/lib/systemd/system/multi-user.target.wants
    sed 's/^UsePAM.*/UsePAM no/' usr/share/openssh/sshd_config > etc/ssh/sshd_config
    cat > usr/lib/systemd/system/ssh.service <<'END'
[Unit]
Description=SSH server
After=network.target
[Service]
ExecStartPre=/usr/bin/ssh-keygen -A
ExecStart=/usr/sbin/sshd -D
RuntimeDirectory=sshd
Restart=on-failure
END
    ln -s ../ssh.service usr/lib/systemd/system/multi-user.target.wants
}
