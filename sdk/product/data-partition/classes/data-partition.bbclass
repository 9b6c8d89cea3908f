# The image's data partition: DATA_PARTITION_WKS behind the partitions of the machine's own .wks, DATA_PARTITION_FSTAB
# in the device's fstab.

python data_partition_wks() {
    machine = d.getVar("WKS_FULL_PATH")
    if not machine:
        return
    wks = d.expand("${WORKDIR}/${IMAGE_BASENAME}-${MACHINE}.wks")
    disk = data_partition_disk(machine, d)
    with open(wks, "w") as f:
        f.write("include %s\n" % machine)
        f.write(d.getVar("DATA_PARTITION_WKS") + (" --ondisk %s\n" % disk if disk else "\n"))
    d.setVar("WKS_FULL_PATH", wks)
}
do_image_wic[prefuncs] += "data_partition_wks"
do_image_wic[vardeps] += "DATA_PARTITION_WKS"

def data_partition_disk(wks, d):
    """The disk of a layout: a partition on another one would make a second image."""
    import os, shlex
    with open(wks) as f:
        for words in (shlex.split(line, comments=True) for line in f):
            if words[:1] == ["include"]:
                included = words[1] if os.path.exists(words[1]) else bb.utils.which(d.getVar("WKS_SEARCH_PATH"), words[1])
                disk = data_partition_disk(included, d) if included else None
                if disk:
                    return disk
            for number, word in enumerate(words if words[:1] in (["part"], ["partition"]) else []):
                option, _, value = word.partition("=")
                if option in ("--ondisk", "--ondrive"):
                    return value or words[number + 1]
    return None

# sysvinit mounts all before it starts udev: there the script that grows and checks the partition mounts it
data_partition_fstab() {
    echo "${DATA_PARTITION_FSTAB}" | sed 's/nofail/&${@bb.utils.contains("DISTRO_FEATURES", "systemd", "", ",noauto", d)}/' >> ${IMAGE_ROOTFS}${sysconfdir}/fstab
}
ROOTFS_POSTPROCESS_COMMAND += "data_partition_fstab; "
