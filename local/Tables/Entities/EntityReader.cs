using Azure.Data.Tables;
namespace Local.Tables;

static class EntityReader { public static T Read<T>(Dictionary<string, object?> wire) where T : class, ITableEntity => throw new NotImplementedException(); }
