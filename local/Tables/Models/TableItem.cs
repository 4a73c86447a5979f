namespace Azure.Data.Tables.Models;

public class TableItem
{
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public TableItem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    public string Name { get; }
}
