namespace Local.Tables;

/// <summary>Why the service refuses, with its status, code and text.</summary>
/// <remarks>
/// After "Table Service error codes" and "Understanding the Table service data model" at learn.microsoft.com.
/// </remarks>
sealed record TableRefusal(int Status, string Code, string Message)
{
    public static TableRefusal TableNotFound { get; } = new(404, "TableNotFound", "The table specified does not exist.");

    public static TableRefusal TableAlreadyExists { get; } = new(409, "TableAlreadyExists", "The table specified already exists.");

    public static TableRefusal ResourceNotFound { get; } = new(404, "ResourceNotFound", "The specified resource does not exist.");

    public static TableRefusal EntityAlreadyExists { get; } = new(409, "EntityAlreadyExists", "The specified entity already exists.");

    public static TableRefusal ConditionNotMet { get; } = new(
        412, "UpdateConditionNotSatisfied", "The update condition specified in the request was not satisfied.");

    public static TableRefusal PropertiesNeedValue { get; } = new(
        400, "PropertiesNeedValue", "The values are not specified for all properties in the entity.");

    public static TableRefusal KeyTooLarge { get; } = new(
        400, "KeyValueTooLarge", "The specified key value is larger than the maximum allowed size (1 KiB).");

    public static TableRefusal ValueTooLarge { get; } = new(
        400, "PropertyValueTooLarge", "The property value exceeds the maximum allowed size (64KB). A string is UTF-16 and may have 32K characters.");

    public static TableRefusal NameTooLong { get; } = new(
        400, "PropertyNameTooLong", "The property name exceeds the maximum allowed length (255).");

    public static TableRefusal TooManyProperties { get; } = new(
        400, "TooManyProperties", "The entity contains more properties than allowed (252 beside its keys and timestamp).");

    public static TableRefusal EntityTooLarge { get; } = new(
        400, "EntityTooLarge", "The entity is larger than the maximum allowed size (1MB).");

    public static TableRefusal MissingIfMatch { get; } = new(
        400, "MissingRequiredHeader", "A required HTTP header was not specified: If-Match.");

    public static TableRefusal NotImplemented { get; } = new(501, "NotImplemented", "The tables of this machine have no such operation.");

    public static TableRefusal BodyTooLarge { get; } = new(
        413, "RequestBodyTooLarge", "The request body is too large and exceeds the maximum permissible limit.");

    public static TableRefusal OtherPartition { get; } = new(
        400, "CommandsInBatchActOnDifferentPartitions", "All commands in a batch must operate on same entity group.");

    public static TableRefusal InvalidTableName { get; } = new(
        400, "InvalidResourceName", "The specified resource name contains invalid characters.");

    public static TableRefusal TableNameLength { get; } = new(
        400, "OutOfRangeInput", "The specified resource name length is not within the permissible limits.");

    /// <summary>A fault that was planned; with 503 the service says that it is busy.</summary>
    public static TableRefusal Planned(int status, string? code) => new(
        status, code ?? (status == 503 ? "ServerBusy" : ((System.Net.HttpStatusCode)status).ToString()), "A fault was planned here.");

    public static TableRefusal InvalidInput(string why) => new(400, "InvalidInput", why);

    public static TableRefusal OutOfRange(string name, string value) => new(
        400, "OutOfRangeInput", $"The '{name}' parameter of value '{value}' is out of range.");

    public static TableRefusal NameInvalid(string name) => new(400, "PropertyNameInvalid", $"The property name '{name}' is invalid.");

    public static TableRefusal DuplicateRow(string rowKey) => new(
        400, "InvalidDuplicateRow", $"A command with RowKey '{rowKey}' is already present in the batch. An entity can appear only once in a batch.");

    /// <summary>The refusal of a transaction because of the action at this index.</summary>
    public TableRefusal At(int index) => this with { Message = $"{index}:{Message}" };
}
