"""Compares what the core takes for public with Python's ipaddress: at the bounds of every prefix that either knows,
and at random addresses. Where the two differ on purpose, the reason stands in DEVIATIONS.
usage: compare.py PROGRAM"""

import ipaddress
import random
import subprocess
import sys

SEED = 20261124
RANDOM_ADDRESSES = 60_000

# Prefix, whether the core takes it for public, and why Python, or some version of it, does not agree.
DEVIATIONS = [
    ("168.63.129.16/32", False, "a cloud's metadata service"),
    ("192.0.0.0/24", None, "Python knows the exceptions only since 3.11.10 and 3.12.4"),
    ("192.88.99.0/24", False, "given up (RFC 7526)"),
    ("224.0.0.0/4", False, "multicast: global by its scope, but no single machine"),
    ("::/3", None, "only 2000::/3 is given out; addresses that hold IPv4 ones are judged by these"),
    ("2001::/23", None, "Python knows the exceptions only since 3.11.10 and 3.12.4"),
    ("2002::/16", None, "6to4 is judged by the IPv4 address"),
    ("3fff::/20", False, "for documentation since RFC 9637"),
    ("4000::/2", False, "only 2000::/3 is given out"),
    ("8000::/1", False, "only 2000::/3 is given out"),
]
DEVIATING = [(ipaddress.ip_network(prefix), is_public) for prefix, is_public, _ in DEVIATIONS]

PREFIXES = """0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12
192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4
240.0.0.0/4 ::/128 ::1/128 ::/96 ::ffff:0:0/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2000::/3 2001::/23 2001::/32
2001:2::/48 2001:10::/28 2001:20::/28 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7
fe80::/10 fec0::/10 ff00::/8""".split()


def addresses():
    for prefix in map(ipaddress.ip_network, PREFIXES):
        kind = type(prefix.network_address)
        first, last = int(prefix.network_address), int(prefix.broadcast_address)
        for number in (first - 1, first, first + 1, (first + last) // 2, last - 1, last, last + 1):
            if 0 <= number < 2**prefix.max_prefixlen:
                yield kind(number)
    numbers = random.Random(SEED)
    for _ in range(RANDOM_ADDRESSES // 3):
        yield ipaddress.IPv4Address(numbers.getrandbits(32))
        yield ipaddress.IPv6Address(numbers.getrandbits(128))
        yield ipaddress.IPv6Address(0x2 << 124 | numbers.getrandbits(125) >> 1 & (1 << 124) - 1)


def expected(address):
    for network, is_public in DEVIATING:
        if address.version == network.version and address in network:
            return is_public
    return address.is_global


def main():
    cases = list(addresses())
    lines = "".join(f"{address.compressed if address.version == 4 else plain(address)}\n" for address in cases)
    output = subprocess.run([sys.argv[1]], input=lines, capture_output=True, text=True, check=True).stdout.split()
    assert len(output) == len(cases)
    wrong = [
        f"{address}: {told}, not as expected"
        for address, told in zip(cases, output)
        if told == "none" or expected(address) not in (None, told == "public")
    ]
    print("\n".join(wrong[:20]))
    print(f"{len(cases)} addresses (seed {SEED}), {len(wrong)} differ beyond the listed deviations")
    sys.exit(1 if wrong else 0)


def plain(address):
    """RFC 5952 without dotted IPv4, which newer versions of Python write for mapped addresses."""
    return f"::ffff:{int(address) >> 16 & 0xFFFF:x}:{int(address) & 0xFFFF:x}" if address.ipv4_mapped else address.compressed


main()
