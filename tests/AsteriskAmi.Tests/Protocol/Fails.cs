using System;
using System.Threading.Tasks;
using Xunit;

namespace AsteriskAmi.Tests.Protocol;

/// <summary>Asserts that something fails with a code of ours, and gives the exception for a closer look.</summary>
internal static class Fails
{
    internal static AmiException With(AmiErrorCode code, Action action) => Check(code, Assert.Throws<AmiException>(action));

    internal static async Task<AmiException> With(AmiErrorCode code, Task task) =>
        Check(code, await Assert.ThrowsAsync<AmiException>(() => task));

    private static AmiException Check(AmiErrorCode code, AmiException e)
    {
        Assert.True(e.Code == code, $"Expected {code}, got {e.Code}: {e.Message}");
        Assert.NotEmpty(e.Message);
        return e;
    }
}
