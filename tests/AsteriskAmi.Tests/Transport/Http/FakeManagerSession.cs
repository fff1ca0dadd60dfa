using System.Collections.Generic;
using System.Security.Cryptography;

namespace AsteriskAmi.Tests.Transport.Http;

/// <summary>A session of the fake manager. The manager's lock guards it.</summary>
internal sealed class FakeManagerSession
{
    private int _count;

    internal FakeManagerSession(string id) => Id = id;

    /// <summary>The value of its cookie, or its nonce.</summary>
    internal string Id { get; private set; }

    /// <summary>The nonce before the last.</summary>
    internal string? OldId { get; private set; }

    internal bool IsLoggedIn { get; set; }

    /// <summary>Whether its mask lets events through.</summary>
    internal bool SendsEvents { get; set; }

    internal List<string> Events { get; } = [];

    /// <summary>Who waits for events.</summary>
    internal object? Waiter { get; set; }

    internal static string NewId() => RandomNumberGenerator.GetHexString(8, lowercase: true);

    /// <summary>Counts a request; one whose count was there already makes a new nonce.</summary>
    internal bool Counts(FakeDigest digest)
    {
        if (digest.Nonce == OldId)
        {
            return false;
        }

        if (_count >= digest.Count)
        {
            _count = 0;
            OldId = Id;
            Id = NewId();
            return false;
        }

        _count = digest.Count;
        return true;
    }
}
