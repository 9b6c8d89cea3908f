SUMMARY = "Packet filter, in the form that speaks to nftables"
RDEPENDS:${PN} = "kernel-modules"
inherit debian-binaries

# what Debian's alternatives choose
do_install:append() {
    for program in iptables iptables-restore iptables-save ip6tables ip6tables-restore ip6tables-save; do
        ln -sf xtables-nft-multi usr/sbin/$program
    done
}
