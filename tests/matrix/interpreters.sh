#!/bin/sh
# The Pythons that a stable Debian does not have yet, in a folder of their own: interpreters.sh FOLDER COMMAND...
# Makes a small Debian of the coming release in FOLDER, once, and runs COMMAND in it, in the current folder. Needs a
# Debian and root; changes nothing outside FOLDER. The folders of this system are seen in it at their paths.
set -eu
folder=$1
shift
release=forky
packages=ca-certificates,libcurl4t64,gcc,libc6-dev,make
for version in 3.14 3.15; do
    packages=$packages,python$version,python$version-venv,python$version-dev
done

if [ ! -e "$folder/.done" ]; then
    rm -rf "$folder"
    mkdir -p "$folder"
    if command -v debootstrap > /dev/null; then
        debootstrap=debootstrap scripts=/usr/share/debootstrap/scripts
    else
        # Unpacked, not installed.
        (cd "$folder" && apt-get download --quiet=2 debootstrap 2> /dev/null \
            || { apt-get update --quiet=2 && apt-get download --quiet=2 debootstrap; })
        dpkg -x "$folder"/debootstrap_*.deb "$folder/.debootstrap"
        debootstrap=$folder/.debootstrap/usr/sbin/debootstrap
        export DEBOOTSTRAP_DIR="$folder/.debootstrap/usr/share/debootstrap"
        scripts=$DEBOOTSTRAP_DIR/scripts
    fi
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 2> /dev/null | grep -v security | head -n 1)
    echo "Debian $release into $folder, some minutes the first time"
    "$debootstrap" --variant=minbase --include="$packages" "$release" "$folder" \
        "${mirror:-http://deb.debian.org/debian}" "$scripts/sid" > "$folder.log" 2>&1 || { tail "$folder.log"; exit 1; }
    touch "$folder/.done"
fi

# The mounts are seen by this process only and end with it.
exec unshare --mount --propagation private sh -eu -c '
folder=$1
shift
for each in /*; do
    name=${each#/}
    case $name in
        bin | boot | etc | lib* | lost+found | sbin | usr | var) continue ;;
    esac
    if [ -d "$each" ] && [ ! -L "$each" ]; then
        mkdir -p "$folder/$name"
        mount --rbind "$each" "$folder/$name"
    fi
done
mkdir -p "$folder/etc/xdg"
for each in resolv.conf hosts pip.conf xdg/pip; do
    if [ -e "/etc/$each" ]; then
        cp -rL "/etc/$each" "$folder/etc/$(dirname $each)"
    fi
done
cp -L /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"
exec chroot "$folder" sh -c "cd \"\$0\" && exec \"\$@\"" "$PWD" "$@"' sh "$(cd "$folder" && pwd)" "$@"
