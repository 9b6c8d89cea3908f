using static Yocto.Sdk.Language.BitBakeRelease;

namespace Yocto.Sdk.Language;

/// <summary>What differs between releases and is not in their own text. Every other fact is read from the layers.</summary>
/// <param name="BitBake"><see cref="BitBakeRelease.Of"/>.</param>
public sealed record ReleaseFacts(Version BitBake)
{
    /// <param name="bitBakeVersion">For example <c>2.8.0</c>.</param>
    public static ReleaseFacts Of(string bitBakeVersion) => new(BitBakeRelease.Of(bitBakeVersion));

    // The language

    /// <summary>Between a variable, an operation and an override: <c>FOO_append_x</c> or <c>FOO:append:x</c>.</summary>
    public char OverrideSeparator => BitBake >= Honister ? ':' : '_';

    /// <summary>Those before store no weak default of a flag, but assign the flag.</summary>
    public bool HasWeakDefaultsOfFlags => BitBake >= Styhead;

    // The host

    /// <summary>The last Python that runs this bitbake: <c>collections.MutableMapping</c> is gone from 3.10 on, <c>asyncore</c> and <c>imp</c> from 3.12 on.</summary>
    public Version? NewestPython => BitBake < Dunfell ? new Version(3, 9) : BitBake < Kirkstone ? new Version(3, 11) : null;

    /// <summary>The variable of bitbake's environment that lists what metadata may see of it. The other name is an error.</summary>
    public string PassthroughVariable => BitBake >= Kirkstone ? "BB_ENV_PASSTHROUGH_ADDITIONS" : "BB_ENV_EXTRAWHITE";

    /// <summary>What sanity.bbclass refuses in a path, and the colon and the space, which part the words of lists.</summary>
    public string CharactersRefusedInPaths => BitBake < Kirkstone ? " :+@" : " :+@%";

    /// <summary>sanity.bbclass, <c>check_path_length</c> of TMPDIR.</summary>
    public int LongestTmpDir => BitBake < Walnascar ? 410 : 400;

    /// <summary>sanity.bbclass refuses a TMPDIR with other than ASCII characters.</summary>
    public bool RefusesNonAsciiPaths => BitBake >= Walnascar;

    /// <summary>The file of <c>sdk/containers</c> whose distribution has the Python and the compilers of that time.</summary>
    public string Containerfile => BitBake < Kirkstone ? "thud-honister.Containerfile"
        : BitBake < Mickledore ? "kirkstone-langdale.Containerfile"
        : "mickledore-master.Containerfile";

    // Images

    /// <summary>The image features that let root log in without a password: <c>debug-tweaks</c> was divided.</summary>
    public string LoginFeatures => BitBake >= Walnascar ? "allow-empty-password, empty-root-password and allow-root-login" : "debug-tweaks";

    /// <summary>Where wic looks into a layer: <c>WKS_SEARCH_PATH</c> of image_types_wic.bbclass.</summary>
    public string WksFolder => BitBake >= Wrynose ? "files/wic" : "wic";

    /// <summary>wic's plugin for the boot partition: its plugins got names that Python can import.</summary>
    public string WicBootPlugin => BitBake >= Whinlatter ? "bootimg_partition" : "bootimg-partition";

    /// <summary>systemd 243 of zeus does not accept a unit that restarts a oneshot service.</summary>
    public bool RestartsOneshots => BitBake >= Dunfell;

    /// <summary>meta-rauc has RAUC 1.8, which brought the data directory that both slots share.</summary>
    public bool HasRauc => BitBake == Dunfell || BitBake >= Kirkstone;

    // Containers

    /// <summary>podman 2 reads <c>containers.conf</c>; podman 1 of zeus reads <c>libpod.conf</c>, which knows no network.</summary>
    public bool HasContainersConf => BitBake >= Dunfell;

    /// <summary>podman 4 has the choice of a network backend.</summary>
    public bool HasNetworkBackend => BitBake >= Kirkstone;

    /// <summary>podman reads cosign's signatures from 4.2 on.</summary>
    public bool HasSigstore => BitBake >= Langdale;

    /// <summary>podman 5 builds CNI only on request, and its maintainers test netavark.</summary>
    public string PodmanNetwork => BitBake >= Scarthgap ? "netavark" : "cni";

    /// <summary>podman 5 takes pasta for containers of users unless told otherwise.</summary>
    public bool HasRootlessNetworkCommand => BitBake >= Scarthgap;

    /// <summary>OpenEmbedded-Core has libseccomp; before, it is meta-security's.</summary>
    public bool HasLibseccompInCore => BitBake >= Honister;

    /// <summary>What runc's recipe provides: meta-virtualization took the slash out of the names of packages.</summary>
    public string Runc => BitBake >= Honister ? "virtual-runc" : "virtual/runc";
}
