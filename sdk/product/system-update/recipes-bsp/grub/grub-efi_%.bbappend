# what the slots' grub.cfg does beyond the recipe's own list
GRUB_BUILDIN:append = " echo reboot regexp"
