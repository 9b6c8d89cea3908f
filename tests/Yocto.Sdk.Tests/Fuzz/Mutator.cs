using System.Text;

namespace Yocto.Sdk.Tests.Fuzz;

/// <summary>Makes inputs that are nearly right: the same ones for the same seed.</summary>
/// <param name="words">What the format is made of: an input that has them gets further.</param>
internal sealed class Mutator(int seed, IReadOnlyList<string> words)
{
    private const int Longest = 1 << 16;

    // what parsers are not ready for: the ends of numbers, control characters, halves of characters
    private static readonly byte[][] _oddities =
    [
        .. ((string[])["0", "-1", "255", "65536", "2147483648", "9223372036854775807", "99999999999999999999", "1e999", "\0", "\n", "\r\n", "\t", "\u001b[2J",
            "\uFEFF", "\u0085", "\u2028", "٣", "😀", "..", "../", "/", "\"", "'", "\\", "${A}", "%s", "null", "[", "]", "{", "}", "&a ", "*a", "<<: "]).Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80], [0x80],
    ];

    private readonly Random _random = new(seed);
    private readonly byte[][] _words = [.. words.Select(Encoding.UTF8.GetBytes)];

    /// <summary>An input made of one of the others, and now and then of two.</summary>
    public byte[] Next(IReadOnlyList<byte[]> corpus)
    {
        var input = corpus[_random.Next(corpus.Count)].ToList();
        for (var changes = 1 << _random.Next(4); changes > 0; changes--)
            Change(input, corpus[_random.Next(corpus.Count)]);
        return input.Count > Longest ? [.. input.Take(Longest)] : [.. input];
    }

    private void Change(List<byte> input, byte[] other)
    {
        var at = _random.Next(input.Count + 1);
        var length = Math.Min(input.Count - at, 1 << _random.Next(10));
        switch (_random.Next(10))
        {
            case 0 when input.Count > at:
                input[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when input.Count > at:
                input[at] = (byte)_random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, length);
                break;
            case 3:
                input.InsertRange(_random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 4:
                var part = input.GetRange(at, Math.Min(length, 64));
                input.InsertRange(at, Enumerable.Repeat(part, 1 << _random.Next(12)).SelectMany(p => p).Take(Longest).ToArray());
                break;
            case 5:
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other[Math.Min(other.Length, _random.Next(other.Length + 1))..]);
                break;
            case 6:
                input.RemoveRange(at, Math.Min(length, 8));
                input.InsertRange(at, _oddities[_random.Next(_oddities.Length)]);
                break;
            case 7 when _words.Length > 0:
                input.InsertRange(at, _words[_random.Next(_words.Length)]);
                break;
            case 8 when _words.Length > 0:
                Replace(input, _words[_random.Next(_words.Length)], _words[_random.Next(_words.Length)]);
                break;
            default:
                input.InsertRange(at, _oddities[_random.Next(_oddities.Length)]);
                break;
        }
    }

    private static void Replace(List<byte> input, byte[] word, byte[] by)
    {
        if (input.ToArray().AsSpan().IndexOf(word) is var found and >= 0)
        {
            input.RemoveRange(found, word.Length);
            input.InsertRange(found, by);
        }
    }
}
