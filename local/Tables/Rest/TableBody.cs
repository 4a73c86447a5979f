using System.Buffers;
using System.Text.Json;

namespace Local.Tables;

/// <summary>The bodies of answers, with the metadata that the client asks for ("minimalmetadata").</summary>
static class TableBody
{
    static readonly JsonWriterOptions Raw = new() { SkipValidation = true };

    /// <param name="account">The service's address.</param>
    public static ReadOnlyMemory<byte> OfEntity(Uri account, string table, EntityRow row, IReadOnlySet<string>? select)
    {
        var (buffer, writer) = Begin();
        row.Write(buffer, writer, select, $"{account.AbsoluteUri}$metadata#{table}/@Element");
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> OfPage(Uri account, string table, IReadOnlyList<EntityRow> rows, IReadOnlySet<string>? select)
    {
        var (buffer, writer) = Begin();
        writer.WriteStartObject();
        writer.WriteString("odata.metadata"u8, $"{account.AbsoluteUri}$metadata#{table}");
        writer.WriteStartArray("value"u8);
        writer.Flush();
        for (var i = 0; i < rows.Count; i++)
        {
            if (i > 0)
            {
                buffer.Write(","u8);
            }

            rows[i].Write(buffer, writer, select);
        }

        buffer.Write("]}"u8);
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> OfTable(Uri account, string name)
    {
        var (buffer, writer) = Begin();
        writer.WriteStartObject();
        writer.WriteString("odata.metadata"u8, $"{account.AbsoluteUri}$metadata#Tables/@Element");
        writer.WriteString("TableName"u8, name);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    public static ReadOnlyMemory<byte> OfTables(Uri account, IReadOnlyList<string> names)
    {
        var (buffer, writer) = Begin();
        writer.WriteStartObject();
        writer.WriteString("odata.metadata"u8, $"{account.AbsoluteUri}$metadata#Tables");
        writer.WriteStartArray("value"u8);
        foreach (var name in names)
        {
            writer.WriteStartObject();
            writer.WriteString("TableName"u8, name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>The name of the table that is to be made, or null.</summary>
    /// <exception cref="JsonException">The body isn't JSON.</exception>
    public static string? TableName(ReadOnlySpan<byte> body)
    {
        var property = new PropertyReader(body);
        while (property.Read())
        {
            if (property.Name.SequenceEqual("TableName"u8))
            {
                return property.Text;
            }
        }

        return null;
    }

    static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Begin()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        return (buffer, new Utf8JsonWriter(buffer, Raw));
    }
}
