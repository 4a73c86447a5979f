using MemberServices.Fields;
using MemberServices.Messages;
using MemberServices.WorkItems;

namespace MemberServices.Teams;

/// <summary>The field that names a work item: as it is listed, or by its case's number where the case has one item.</summary>
sealed class WorkItemField(WorkItemTable table)
{
    public const string Name = "item";

    const int MostShown = 5;

    static readonly FieldRule Rule = new("the work item", DeterministicId.MaxLength, "Write which work item: work lists them.")
    {
        Problem = text => DeterministicId.IsValid(text) ? null : "Write the work item as work lists it, or its case’s number.",
    };

    /// <summary>Null: there is none, which the reader has noted.</summary>
    public async Task<WorkItem?> ReadAsync(FieldReader fields, CancellationToken cancellationToken)
    {
        var text = fields.Text(Name, Rule);
        if (fields.Errors.Any(error => error.Field == Name))
        {
            return null;
        }
        if (await table.ReadAsync(text, cancellationToken) is { } record)
        {
            return record.Item;
        }

        var found = (await table.PageAsync(new WorkItemQuery(Case: text.ToUpperInvariant()), MostShown, null, cancellationToken))?.Rows ?? [];
        fields.Must(found.Count > 0, Name, "There is no such work item. Look at its number: work lists yours.", FieldCodes.Unknown);
        fields.Must(found.Count < 2, Name, $"The case has several. Write one of these: {string.Join(", ", found.Select(item => item.Id))}.", FieldCodes.Unknown);
        return found.Count == 1 ? found[0] : null;
    }
}
