using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Local.Durable;

/// <summary>Appends numbers and texts in a compact form: numbers in seven-bit groups, texts in UTF-8 after their length.</summary>
sealed class BinaryTextWriter
{
    readonly ArrayBufferWriter<byte> buffer = new(256);

    public void Byte(byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    public void Number(long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    /// <summary>Eight bytes, whatever the time, so that SQL can cut it out.</summary>
    public void Time(DateTime value)
    {
        BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(8), value.Ticks);
        buffer.Advance(8);
    }

    public void Text(string? value)
    {
        if (value is null)
        {
            Number(0);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(value);
        Number(length + 1);
        buffer.Advance(Encoding.UTF8.GetBytes(value, buffer.GetSpan(length)));
    }

    public byte[] ToArray() => buffer.WrittenSpan.ToArray();
}

/// <summary>Reads what <see cref="BinaryTextWriter"/> wrote.</summary>
ref struct BinaryTextReader(ReadOnlySpan<byte> data)
{
    ReadOnlySpan<byte> rest = data;

    public readonly bool AtEnd => rest.IsEmpty;

    public byte Byte()
    {
        var value = rest[0];
        rest = rest[1..];
        return value;
    }

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }
    }

    public int Int() => checked((int)Number());

    public DateTime Time()
    {
        var ticks = BinaryPrimitives.ReadInt64BigEndian(rest);
        rest = rest[8..];
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    public string? Text()
    {
        var length = Int();
        if (length == 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(rest[..(length - 1)]);
        rest = rest[(length - 1)..];
        return text;
    }
}
