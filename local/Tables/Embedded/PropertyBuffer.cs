using System.Buffers;

namespace Local.Tables;

/// <summary>Writes properties one after another as a JSON object.</summary>
sealed class PropertyBuffer
{
    readonly ArrayBufferWriter<byte> buffer;

    public PropertyBuffer(int length)
    {
        buffer = new(length + 16);
        buffer.Write("{"u8);
    }

    /// <param name="name">One that is valid, in which JSON escapes nothing.</param>
    /// <param name="raw">The value as JSON.</param>
    public void Add(ReadOnlySpan<byte> name, EdmType type, ReadOnlySpan<byte> raw)
    {
        if (type != EdmType.None)
        {
            Begin(name);
            buffer.Write("@odata.type\":\"Edm."u8);
            buffer.Write(Name(type));
            buffer.Write("\""u8);
        }

        Begin(name);
        buffer.Write("\":"u8);
        buffer.Write(raw);
    }

    public byte[] ToJson() => [.. buffer.WrittenSpan, (byte)'}'];

    void Begin(ReadOnlySpan<byte> name)
    {
        buffer.Write(buffer.WrittenCount == 1 ? "\""u8 : ",\""u8);
        buffer.Write(name);
    }

    static ReadOnlySpan<byte> Name(EdmType type) => type switch
    {
        EdmType.Binary => "Binary"u8,
        EdmType.DateTime => "DateTime"u8,
        EdmType.Double => "Double"u8,
        EdmType.Guid => "Guid"u8,
        _ => "Int64"u8,
    };
}
