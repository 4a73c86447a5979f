using Azure.Data.Tables;
namespace Local.Tables;

static class EntityWriter { public static Dictionary<string, object?> ToWire(ITableEntity entity) => throw new NotImplementedException(); }
