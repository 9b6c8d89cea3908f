# The image's data partition: DATA_PARTITION_WKS behind the partitions of the machine's own .wks, DATA_PARTITION_FSTAB
# in the device's fstab.

python data_partition_wks() {
    machine = d.getVar("WKS_FULL_PATH")
    if not machine:
        return
    wks = d.expand("${WORKDIR}/${IMAGE_BASENAME}-${MACHINE}.wks")
    with open(wks, "w") as f:
        f.write("include %s\n%s\n" % (machine, data_partition_line(machine, d)))
    d.setVar("WKS_FULL_PATH", wks)
}
do_image_wic[prefuncs] += "data_partition_wks"
do_image_wic[vardeps] += "DATA_PARTITION_WKS"

def data_partition_line(wks, d):
    """The line of the data partition in a layout: on the disk of the others, for on another one it would make a second image."""
    import shlex
    line = d.getVar("DATA_PARTITION_WKS")
    label = data_partition_option(shlex.split(line), "--label")
    mount_point = d.getVar("DATA_PARTITION_FSTAB").split()[1]
    disk = None
    for words in data_partition_layout(wks, d):
        if data_partition_option(words, "--label") == label:
            bb.fatal("The layout %s has a partition with the label %s already: set YoctoDataPartitionLabel to another one." % (wks, label))
        if words[1] == mount_point:
            bb.fatal("The layout %s mounts a partition at %s already: set YoctoDataPartition to another folder." % (wks, mount_point))
        disk = disk or data_partition_option(words, "--ondisk", "--ondrive")
    return line + (" --ondisk " + disk if disk else "")

def data_partition_layout(wks, d):
    """The words of each partition."""
    import os, shlex
    with open(wks) as f:
        for words in (shlex.split(line, comments=True) for line in f):
            if words[:1] == ["include"]:
                included = words[1] if os.path.exists(words[1]) else bb.utils.which(d.getVar("WKS_SEARCH_PATH"), words[1])
                if included:
                    yield from data_partition_layout(included, d)
            elif words[:1] in (["part"], ["partition"]):
                yield words

def data_partition_option(words, *names):
    """Its value, written --name=value or --name value; None without one."""
    for number, word in enumerate(words):
        name, _, value = word.partition("=")
        if name in names:
            return value or words[number + 1]
    return None

# sysvinit mounts all before it starts udev: there the script that grows and checks the partition mounts it
DATA_PARTITION_MOUNTED = "${@bb.utils.contains("DISTRO_FEATURES", "systemd", "x-systemd.requires=data-partition.service", "noauto", d)}"

data_partition_fstab() {
    echo "${DATA_PARTITION_FSTAB}" | sed 's/nofail/&,${DATA_PARTITION_MOUNTED}/' >> ${IMAGE_ROOTFS}${sysconfdir}/fstab
}
ROOTFS_POSTPROCESS_COMMAND += "data_partition_fstab; "
