#!/usr/bin/env bash
# usage: many-repositories.sh FOLDER PACKAGE [REPOSITORIES [FILES]]
# Makes a project of many layer repositories (200, with 60,000 files in all) in FOLDER, which must not exist, builds it with
# the SDK of PACKAGE (a .nupkg of `dotnet pack sdk`) and measures a build that has nothing to do, as no-op.sh does. The
# repositories are local, and the bitbake is the tests' dummy, for what is measured starts none.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")") package=$(readlink -f "$2") repositories=${3:-200} files=${4:-60000}
mkdir "$1"
cd "$1"
mkdir feed upstream
cp "$package" feed/
version=$(basename "$package" .nupkg) version=${version#Yocto.Sdk.}
cp -r "$here/../Yocto.Sdk.Packed.Tests/DummyPoky" upstream/poky
cat >nuget.config <<CONFIG
<configuration>
  <packageSources><clear /><add key="feed" value="feed" /></packageSources>
  <config><add key="globalPackagesFolder" value="packages" /></config>
</configuration>
CONFIG

# four files a recipe: itself, an include, a patch, a unit
python3 - "$repositories" "$files" <<'PYTHON'
import pathlib, sys
repositories, files = int(sys.argv[1]) - 1, int(sys.argv[2])
for r in range(repositories):
    name, layer = "acme%d" % r, pathlib.Path("upstream", "meta-acme%d" % r)
    (layer / "conf").mkdir(parents=True)
    (layer / "conf/layer.conf").write_text("""BBPATH .= ":${LAYERDIR}"
BBFILE_COLLECTIONS += "%s"
BBFILE_PATTERN_%s = "^${LAYERDIR}/"
LAYERDEPENDS_%s = "core"
LAYERSERIES_COMPAT_%s = "scarthgap"
""" % (name, name, name, name))
    for n in range(files // repositories // 4):
        recipe = layer / ("recipes-%s" % "abcdef"[n % 6]) / ("%s-%d" % (name, n))
        (recipe / "files").mkdir(parents=True)
        for file in ("%s-%d_1.0.bb" % (name, n), "%s.inc" % name, "files/fix.patch", "files/start.service"):
            (recipe / file).write_text('SUMMARY = "%d"\n' % n)
names = ["meta-acme%d" % r for r in range(repositories)]
items = ["<YoctoLayerRepository Include='%s' Url='upstream/%s' />" % (n, n) for n in ["poky", *names]]
pathlib.Path("items.props").write_text("<Project><ItemGroup>%s<YoctoLayer Include='%s' /></ItemGroup></Project>\n" % ("".join(items), ";".join(names)))
PYTHON
for repository in upstream/*; do
  git -C "$repository" init -q -b scarthgap
  git -C "$repository" add .
  git -C "$repository" -c user.name=benchmark -c user.email=benchmark@localhost commit -q -m layer
done

cat >device.yoctoproj <<PROJECT
<Project Sdk="Yocto.Sdk/$version">
  <PropertyGroup>
    <YoctoRelease>scarthgap</YoctoRelease>
    <Machine>qemuarm64</Machine>
    <YoctoCacheDirectory>cache/</YoctoCacheDirectory>
  </PropertyGroup>
  <Import Project="items.props" />
</Project>
PROJECT
dotnet build -v:quiet
echo "$(find obj/layers -type f -not -path '*/.git/*' | wc -l) files in $(find obj/layers -mindepth 1 -maxdepth 1 -type d -not -name '.*' | wc -l) repositories"
"$here/no-op.sh" .
