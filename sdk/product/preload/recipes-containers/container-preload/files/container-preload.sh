#!/bin/sh
# Loads the images that came with the system into the engine's storage, and removes those that no longer come with it.
#
# A power cut can hit at any moment. An image counts as loaded when its data is on the disk (sync) and then its record. One
# whose load was begun and has no record may lie in the storage with parts that never reached the disk, and the engine would
# take these for good: such an image is loaded once to have a name, removed with its parts, and loaded again.
set -u

engine=@ENGINE@
images=/usr/share/containers/preload
# beside the data: who wipes the storage wipes the records
records=@STORAGE@/preload
loaded=$records/loaded
# an image's name is a legal file name whatever it ends in: marks and temporary files have folders of their own
loading=$records/loading
failed=0

say() { echo "container-preload: $*"; }

present() { # name id
    found=$($engine image inspect --format '{{.Id}}' "$1" 2>/dev/null) && [ "${found#sha256:}" = "$2" ]
}

load() { # archive
    if [ $engine = podman ]; then
        # whatever policy.json of the system asks of images from elsewhere, these came with it
        TMPDIR=$records/tmp podman load --quiet --signature-policy $images/policy.json -i "$1"
    else
        TMPDIR=$records/tmp $engine load --quiet -i "$1"
    fi >/dev/null
}

free() { # in KiB
    df -Pk "$records" | { read -r _; read -r _ _ _ free _; echo "$free"; }
}

record() { # file text
    printf '%s\n' "$2" > "$records/tmp/record" && sync && mv "$records/tmp/record" "$1"
}

# An image that a container still uses can't go yet: the next boot tries again.
retire() { # id
    grep -qsx "$1" "$records/retired" || echo "$1" >> "$records/retired" || {
        say "$records/retired can not be written: an image that nothing needs any more stays"
        return 1
    }
}

bring() { # slug
    archive=$images/$1.oci.tar
    { read -r name; read -r id; read -r room; } < "$images/$1.image"
    old=
    if [ -s "$loaded/$1" ]; then
        { read -r oldname; read -r old; } < "$loaded/$1"
        if [ "$old" = "$id" ] && [ "$oldname" = "$name" ] && present "$name" "$id"; then
            rm -f "$loading/$1"
            return 0
        fi
    fi

    # an image that another name has as well is on the disk
    if [ -e "$loading/$1" ] && ! grep -qsx "$id" "$loaded"/*; then
        say "the load of $name was interrupted, it is done again"
        load "$archive" && $engine rmi -f "$id" >/dev/null
    fi
    say "loading $name"
    # not ":", which ends the shell where the file system is full
    if ! true > "$loading/$1" || ! sync; then
        say "$name could not be loaded: $loading can not be written"
        return 1
    fi
    if ! load "$archive" || ! present "$name" "$id"; then
        say "$name could not be loaded: that takes $room KiB on the file system of $records, where $(free) KiB are free"
        return 1
    fi
    # the engines sync what they know of an image, not what it consists of
    sync
    [ -z "$old" ] || [ "$old" = "$id" ] || retire "$old" || return 1
    if ! record "$loaded/$1" "$name
$id"; then
        say "$name is loaded, but $loaded can not be written: it will be loaded again"
        return 1
    fi
    rm -f "$loading/$1"
}

drop() { # slug
    { read -r name; read -r id; } < "$loaded/$1"
    say "removing $name"
    $engine rmi "$name" >/dev/null 2>&1 || retire "$id" || return 1
    rm -f "$loaded/$1"
}

rm -rf "$records/tmp"
mkdir -p "$records/tmp" "$loaded" "$loading" || exit 1

# an older system kept its marks, which are empty, beside the records
for mark in "$loaded"/*.loading; do
    [ -e "$mark" ] && [ ! -s "$mark" ] && mv "$mark" "$loading/$(basename "$mark" .loading)"
done

for image in "$images"/*.image; do
    [ -e "$image" ] || continue
    slug=$(basename "$image" .image)
    bring "$slug" || failed=1
done

for known in "$loaded"/*; do
    slug=$(basename "$known")
    [ ! -e "$known" ] || [ -e "$images/$slug.image" ] || drop "$slug" || failed=1
done
for mark in "$loading"/*; do
    [ -e "$images/$(basename "$mark").image" ] || rm -f "$mark"
done

if [ -s "$records/retired" ]; then
    written=true
    while read -r id; do
        $engine image inspect "$id" >/dev/null 2>&1 || continue
        # an image that came back under another name is in use again
        grep -qsx "$id" "$images"/*.image && continue
        $engine rmi "$id" >/dev/null 2>&1 || echo "$id" || written=false
    done < "$records/retired" > "$records/tmp/retired" && $written && mv "$records/tmp/retired" "$records/retired"
fi

rm -rf "$records/tmp"
exit $failed
