"""What is on this machine."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Whether a host, without port and brackets, is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
