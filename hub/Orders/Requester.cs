namespace Hub.Orders;

/// <summary>Who orders, and how to reach them.</summary>
internal sealed record Requester(string Relation, string Name, string Email, string Phone, string? Cnie);
