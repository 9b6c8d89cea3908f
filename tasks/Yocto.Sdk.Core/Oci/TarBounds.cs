using System.Globalization;
using System.Text;

namespace Yocto.Sdk.Oci;

/// <summary>
/// A tar file on its way to a reader that takes the headers of long names and of extended attributes into memory, whatever
/// size they claim.
/// </summary>
internal sealed class TarBounds(Stream tar) : Stream
{
    private const int BlockSize = 512;
    private const int LargestHeader = 1 << 20;

    private readonly byte[] _header = new byte[BlockSize];
    private readonly MemoryStream _attributes = new();
    private int _filled;
    // of the content of an entry, and what it is filled up with
    private long _left;
    private bool _isAttributes;
    private long? _sizeInAttributes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = tar.Read(buffer);
        Follow(buffer[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await tar.ReadAsync(buffer, cancellationToken);
        Follow(buffer.Span[..read]);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            tar.Dispose();
        base.Dispose(disposing);
    }

    private void Follow(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var taken = (int)Math.Min(bytes.Length, _left > 0 ? _left : BlockSize - _filled);
            if (_left > 0)
            {
                if (_isAttributes)
                    _attributes.Write(bytes[..taken]);
                _left -= taken;
                if (_left == 0 && _isAttributes)
                    _sizeInAttributes = SizeIn(Encoding.UTF8.GetString(_attributes.ToArray()));
            }
            else
            {
                bytes[..taken].CopyTo(_header.AsSpan(_filled));
                _filled = (_filled + taken) % BlockSize;
                if (_filled == 0)
                    Begin();
            }

            bytes = bytes[taken..];
        }
    }

    private void Begin()
    {
        var size = SizeOf(_header.AsSpan(124, 12));
        var type = (char)_header[156];
        if (type is 'x' or 'g' or 'L' or 'K')
        {
            if (size is < 0 or > LargestHeader)
                throw new InvalidDataException("A header is too large.");
        }
        else
        {
            size = _sizeInAttributes ?? size;
            _sizeInAttributes = null;
        }

        _isAttributes = type == 'x';
        _attributes.SetLength(0);
        _left = (Math.Clamp(size, 0, long.MaxValue - BlockSize) + BlockSize - 1) / BlockSize * BlockSize;
    }

    // octal digits, or with the first bit set, a number of bytes
    private static long SizeOf(ReadOnlySpan<byte> field)
    {
        long size = 0;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var one in field[4..])
                size = (size << 8) | one;
            return size;
        }

        foreach (var digit in field.Trim((ReadOnlySpan<byte>)[(byte)' ', 0]))
            size = digit is >= (byte)'0' and <= (byte)'7' ? (size << 3) | (uint)(digit - '0') : size;
        return size;
    }

    // records "<length> size=<number>\n"
    private static long? SizeIn(string attributes) =>
        attributes.Split('\n').LastOrDefault(l => l.Contains(" size=", StringComparison.Ordinal)) is { } line
        && long.TryParse(line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
}
