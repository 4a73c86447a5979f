namespace Local.Functions;

/// <summary>A program that can't start says why in a few words and ends with code 1.</summary>
static class StartErrors
{
    /// <param name="program">Whether the app is the process's program; else the exception goes to the caller.</param>
    public static T PrintIf<T>(bool program, Func<T> start)
    {
        try
        {
            return start();
        }
        catch (HostStartException exception) when (program)
        {
            Console.Error.WriteLine(exception.Message);
            Environment.Exit(1);
            throw;
        }
    }
}
