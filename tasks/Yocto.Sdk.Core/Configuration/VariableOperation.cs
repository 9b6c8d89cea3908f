namespace Yocto.Sdk.Configuration;

/// <summary>
/// What an assignment does to a variable: the operators of the BitBake User Manual, "Syntax and Operators". Each name is
/// the metadata of a <c>YoctoVariable</c> item.
/// </summary>
public enum VariableOperation
{
    /// <summary><c>FOO = "x"</c></summary>
    Value,

    /// <summary><c>FOO ?= "x"</c>: unless it is set already.</summary>
    Default,

    /// <summary><c>FOO ??= "x"</c>: unless anything sets it, whenever.</summary>
    WeakDefault,

    /// <summary><c>FOO := "x"</c>: expanded at once.</summary>
    Immediate,

    /// <summary><c>FOO:append = "x"</c>: at the very end, with no space between.</summary>
    Append,

    /// <summary><c>FOO:prepend = "x"</c></summary>
    Prepend,

    /// <summary><c>FOO:remove = "x"</c>: each of the words, wherever it comes from.</summary>
    Remove,

    /// <summary><c>FOO += "x"</c>: at once, with a space between.</summary>
    AppendWithSpace,

    /// <summary><c>FOO =+ "x"</c></summary>
    PrependWithSpace,

    /// <summary><c>FOO .= "x"</c>: at once, with no space between.</summary>
    AppendWithoutSpace,

    /// <summary><c>FOO =. "x"</c></summary>
    PrependWithoutSpace,
}
