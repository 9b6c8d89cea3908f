# the agent runs as a user of its own and sees the data partition
systemctl is-active agent
test "$(stat -c %U "/proc/$(systemctl show --value --property MainPID agent)")" = agent
for _ in $(seq 60); do
    journalctl -u agent | grep 'MiB are free on /data' && exit
    sleep 1
done
exit 1
