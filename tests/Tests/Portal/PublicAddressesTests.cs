using System.Net;
using Adapters.Portal;

namespace Tests.Portal;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    public void A_private_address_is_never_called(string address) =>
        Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("196.200.131.1")]
    [InlineData("2001:4860:4860::8888")]
    public void A_public_address_is(string address) =>
        Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));
}
