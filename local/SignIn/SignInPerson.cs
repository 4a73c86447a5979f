namespace Local.SignIn;

/// <summary>Somebody of the organization, to sign in as.</summary>
/// <param name="Groups">The names of the groups that they are in themselves.</param>
public sealed record SignInPerson(string Id, string Name, string Mail, string Groups);
