namespace Local.ServiceBus;

sealed class SqlFilter;
