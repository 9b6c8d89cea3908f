using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Yocto.Sdk.Testing;

/// <summary>The validator of CycloneDX's own JavaScript library, which holds a document against the schema, strictly.</summary>
public sealed class CycloneDxValidator : IDisposable
{
    private const string Packages = "@cyclonedx/cyclonedx-library@10.3.0 ajv@8.20.0 ajv-formats@3.0.1 ajv-formats-draft2019@1.6.1";

    private readonly TemporaryFolder _folder;

    private CycloneDxValidator(TemporaryFolder folder) => _folder = folder;

    /// <summary>Skips the test, with the reason, where node or npm's registry can't be had.</summary>
    public static async Task<CycloneDxValidator> InstallAsync()
    {
        var folder = new TemporaryFolder();
        folder.Write("package.json", """{ "private": true, "type": "module" }""");
        folder.Write("validate.js", """
            import { readFileSync } from "node:fs";
            import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
            const errors = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(readFileSync(process.argv[2], "utf8"));
            console.log(errors === null ? "valid" : JSON.stringify(errors, null, 1));
            """);
        var refusal = await RunAsync(folder, "npm", $"install --no-audit --no-fund --loglevel=error {Packages}");
        if (refusal.Code != 0)
            folder.Dispose();
        Assert.SkipWhen(refusal.Code != 0, $"CycloneDX's validator can't be had from npm: {refusal.Output}");
        return new CycloneDxValidator(folder);
    }

    /// <summary>The test fails where the document is not valid.</summary>
    public async Task RequireValidAsync(string file)
    {
        var (code, output) = await RunAsync(_folder, "node", $"validate.js {file}");
        Assert.Equal((0, "valid"), (code, output.Trim()));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Code, string Output)> RunAsync(TemporaryFolder folder, string program, string arguments)
    {
        try
        {
            var result = await Cli.Wrap(program).WithArguments(arguments).WithWorkingDirectory(folder.Path)
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(TestContext.Current.CancellationToken);
            return (result.ExitCode, result.StandardOutput + result.StandardError);
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }
}
