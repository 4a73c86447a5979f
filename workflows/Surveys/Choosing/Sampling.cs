using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MemberServices.Surveys.Choosing;

/// <summary>Who is in a sample: at random, and the same whoever asks again and whenever, since the hash of service and person decides.</summary>
public static class Sampling
{
    const uint Parts = 10_000;

    /// <summary>Whether somebody is asked about a service.</summary>
    /// <param name="service">See <see cref="Service.Key"/>.</param>
    /// <param name="person">The member's key.</param>
    /// <param name="percent">The share.</param>
    public static bool IsAsked(string service, string person, int percent) => IsIn("first", service, person, percent);

    /// <summary>Whether staff call somebody who didn't answer: independent of the first.</summary>
    /// <inheritdoc cref="IsAsked"/>
    public static bool IsCalled(string service, string person, int percent) => IsIn("second", service, person, percent);

    static bool IsIn(string sample, string service, string person, int percent)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{sample}\n{service}\n{person}"));
        return BinaryPrimitives.ReadUInt32BigEndian(hash) % Parts < percent * (Parts / 100);
    }
}
