using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace Local.Host;

/// <summary>A route's value as an argument. A value that can't be converted fails the run, as it does in Azure: constrain the route.</summary>
static class RouteArgument
{
    public static ArgumentSource? Of(string name, ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var converter = TypeDescriptor.GetConverter(type);
        if (!converter.CanConvertFrom(typeof(string)))
        {
            return null;
        }

        return context => new(((HttpContext)context.TriggerInput!).Request.RouteValues[name] switch
        {
            null => parameter.HasDefaultValue ? parameter.DefaultValue : null,
            string text when type == typeof(string) => text,
            var value => converter.ConvertFromInvariantString(value.ToString()!),
        });
    }
}
