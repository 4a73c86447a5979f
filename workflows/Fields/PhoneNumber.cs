namespace MemberServices.Fields;

/// <summary>What we take for a phone number: 7 to 15 digits with the usual signs between them, and an extension of up to six.</summary>
public static class PhoneNumber
{
    const int FewestDigits = 7;
    const int MostDigits = 15;
    const int LongestExtension = 6;

    public static bool IsValid(string phone)
    {
        var number = phone.Split(["ext.", "ext", "x"], 2, StringSplitOptions.TrimEntries);
        return number[0].All(c => char.IsAsciiDigit(c) || c is ' ' or '-' or '.' or '(' or ')' or '+')
            && number[0].Count(char.IsAsciiDigit) is >= FewestDigits and <= MostDigits
            && number[0].LastIndexOf('+') <= 0
            && (number.Length == 1 || number[1].Length is > 0 and <= LongestExtension && number[1].All(char.IsAsciiDigit))
            && CardNumbers.Mask(phone) == phone;
    }
}
