using MemberServices.Fields;
using MemberServices.Staff;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace MemberServices.Teams;

/// <summary>A message's answer, and who had sent it.</summary>
/// <param name="Card">What to show.</param>
/// <param name="Person">Null: nobody of the staff.</param>
public sealed record TeamsAnswer(Card Card, PersonInRoles? Person);

/// <summary>Carries out what somebody of the staff typed. What they may do is looked up when they do it.</summary>
public sealed partial class TeamsCommands(IEnumerable<ITeamsCommand> commands, StaffDirectory staff, ILogger<TeamsCommands> log)
{
    /// <summary>In characters.</summary>
    public const int LongestText = 4000;

    static readonly Card NoRole = new("You have no role here")
    {
        Tone = CardTone.Attention,
        Parts = [new CardText("Commands are for the people of the staff’s roles. If you should have one, ask whoever runs this system to put you into its group in the directory: it counts at once.")],
    };

    static readonly Card TooLong = new("This is too long")
    {
        Tone = CardTone.Attention,
        Parts = [new CardText($"Write at most {LongestText:N0} characters. Longer texts can be written on the staff page.")],
    };

    readonly IReadOnlyList<ITeamsCommand> commands = [.. commands];

    // Longer names first: "hand over" isn't "hand".
    readonly IReadOnlyList<ITeamsCommand> byLength = [.. commands.OrderByDescending(command => command.Usage.Name.Length)];

    /// <summary>Every command, in the order in which they were registered.</summary>
    public IReadOnlyList<CommandUsage> Usages { get; } = [HelpCommand.Usage, .. commands.Select(command => command.Usage)];

    /// <summary>Does what a message says; the same again changes nothing.</summary>
    /// <exception cref="Directory.TransientDirectoryException">The directory can't say now who works here.</exception>
    public async Task<TeamsAnswer> RunAsync(TeamsMessage message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (message.UserId is null || await staff.LookUpAsync(message.UserId) is not { } person)
        {
            Log.NoRole(log, message.UserId ?? "none");
            return new TeamsAnswer(NoRole, null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new TeamsAnswer(await AnswerAsync(message, person, client, cancellationToken), person);
    }

    async Task<Card> AnswerAsync(TeamsMessage message, PersonInRoles person, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (message.Text.Length > LongestText)
        {
            return TooLong;
        }
        if (message.Text.Length == 0 || CommandLine.Begins(message.Text, HelpCommand.Usage.Name, out _))
        {
            _ = CommandLine.Begins(message.Text, HelpCommand.Usage.Name, out var about);
            return HelpCommand.Answer(Usages, about.Trim());
        }

        foreach (var command in byLength)
        {
            if (CommandLine.Begins(message.Text, command.Usage.Name, out var rest))
            {
                var fields = CommandLine.Read(rest, command.Usage);
                var answer = await command.RunAsync(new CommandCall(person, fields, message.Key, client), cancellationToken);
                Log.Ran(log, command.Usage.Name, person.Person.Id, answer.Card is not null);
                return answer.Card ?? HelpCommand.Wrong(command.Usage, answer.Errors);
            }
        }

        return Unknown(message.Text);
    }

    /// <summary>Only a word that can be shown is repeated.</summary>
    Card Unknown(string text)
    {
        var word = FieldText.Clean(text.Split([' ', '\n'], 2)[0], hasLines: false);
        var isShown = word.Length is > 0 and <= 30 && FieldText.Problem(word, "", hasLines: false) is null;
        return new Card(isShown ? $"“{word}” is no command" : "This is no command")
        {
            Tone = CardTone.Attention,
            Parts =
            [
                new CardText($"There are: {string.Join(", ", Usages.Select(usage => usage.Name))}."),
                new CardFacts(new CardFact("Type", HelpCommand.Usage.Line), new CardFact("Example", HelpCommand.Usage.Example)),
            ],
        };
    }

    static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A command in Teams of user {User}, who has no role, isn't carried out")]
        public static partial void NoRole(ILogger logger, string user);

        [LoggerMessage(2, LogLevel.Information, "The command {Command} in Teams by user {User}: {Taken}")]
        public static partial void Ran(ILogger logger, string command, string user, bool taken);
    }
}
