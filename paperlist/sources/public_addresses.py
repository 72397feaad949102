"""Which addresses are public: only these may be requested for a stranger, and only by https."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IP = IPv4Address | IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry: those that `is_global` of some
# Python version has as public. 192.88.99.0/24 leads to a 6to4 relay.
SPECIAL_IPV4 = [*map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/3"))]
# https://www.iana.org/assignments/ipv6-unicast-address-assignments: all that is assigned to hosts,
# and what in it holds an IPv4 address (Teredo, 6to4) or is for documentation.
UNICAST_IPV6 = IPv6Network("2000::/3")
SPECIAL_IPV6 = [*map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))]
NAT64 = IPv6Network("64:ff9b::/96")


class NotAllowed(Exception):
    """The message continues a sentence that begins with the address."""


def require_public_url(scheme: str, host: str) -> None:
    """Raises NotAllowed for what is known before the name of the host is resolved."""
    if scheme == "http":
        raise NotAllowed("is not https")
    if not _may_be_public(host):
        raise NotAllowed("is not a public address")


def require_public(addresses: Iterable[str]) -> None:
    """Raises NotAllowed when one of the addresses of a host is not public."""
    for address in addresses:
        if not is_public(_behind_nat64(ip_address(address))):
            raise NotAllowed(f"is not a public address: it resolves to {address}")


def is_public(address: IP) -> bool:
    """Not private, of this machine or network, multicast, reserved, or IPv4 within IPv6."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in special for special in SPECIAL_IPV4)
    return address in UNICAST_IPV6 and not any(address in special for special in SPECIAL_IPV6)


def _may_be_public(host: str) -> bool:
    """Whether a host is a public address, or a name that may have one.

    `127.1` and `0x7f000001` are addresses too, for the resolver of the system.
    """
    host = host.lower().rstrip(".")
    last = host.rpartition(".")[2]
    try:
        return is_public(ip_address(host))
    except ValueError:
        return not (last == "localhost" or last.isdigit() or last.startswith("0x"))


def _behind_nat64(address: IP) -> IP:
    """In a network without IPv4, DNS64 puts every IPv4 address behind this prefix (RFC 6147)."""
    if isinstance(address, IPv6Address) and address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address
