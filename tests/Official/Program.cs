using Official;

if (args is not [var localFolder, var officialFolder] || !args.All(Directory.Exists))
{
    Console.Error.WriteLine("Give two folders that exist: with Local.dll of the local edition, and with what dotnet publish wrote.");
    return 2;
}

using var local = new Assemblies(localFolder);
using var official = new Assemblies(officialFolder);
var theirs = official.Types(file => file != "Functions.dll" && file != "Workflows.dll");
var ours = local.Types(file => file == "Local.dll").Values
    .Where(type => type.Namespace is { } name && name != "Local" && !name.StartsWith("Local.", StringComparison.Ordinal))
    .OrderBy(type => type.FullName, StringComparer.Ordinal)
    .ToList();
var members = ours.Sum(type => Members.DeclaredBy(type).Count());
var missing = ours.SelectMany(type => theirs.TryGetValue(type.FullName!, out var other)
    ? Members.Missing(type, other)
    : [$"{type.FullName}: no such type"]).ToList();

missing.ForEach(Console.WriteLine);
Console.WriteLine($"{ours.Count} types with {members} members compared, {missing.Count} of them not official");
return missing.Count == 0 && ours.Count > 0 ? 0 : 1;
