/** Which addresses are on the public internet: whoever fetches what a Flow names must not reach into a private network. */

/** The registries' special-purpose blocks: private, loopback, link-local, carrier-grade NAT, tests, multicast, reserved. */
const SPECIAL_IPV4 =
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4";

/** As Node and URLs write addresses; whatever looks otherwise is not public. */
export function isPublicAddress(address: string): boolean {
  const ipv4 = toNumber(address);
  return ipv4 === undefined ? isPublicIpv6(address) : !SPECIAL_IPV4.split(" ").some((block) => isWithin(ipv4, block));
}

export function isLoopbackAddress(address: string): boolean {
  const ipv4 = toNumber(address);
  return ipv4 === undefined ? address === "::1" : isWithin(ipv4, "127.0.0.0/8");
}

/** Whether an IPv4 address is in a block such as `10.0.0.0/8`. Anything else is not. */
export function isInBlock(address: string, block: string): boolean {
  const ipv4 = toNumber(address);
  return ipv4 !== undefined && /^[\d.]+\/\d+$/.test(block) && isWithin(ipv4, block);
}

function toNumber(address: string): number | undefined {
  const octets = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) ? address.split(".").map(Number) : [];
  if (octets.length === 0 || octets.some((octet) => octet > 255)) {
    return undefined;
  }
  return octets.reduce((number, octet) => number * 256 + octet, 0);
}

function isWithin(ipv4: number, block: string): boolean {
  const [network = "", bits] = block.split("/");
  const size = 2 ** (32 - Number(bits));
  return Math.floor(ipv4 / size) === Math.floor((toNumber(network) ?? 0) / size);
}

/**
 * Global unicast is 2000::/3; outside of it are loopback, link-local, unique local, multicast, and IPv4 that is mapped
 * or translated. Its own special blocks show in the first two groups: 2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20.
 */
function isPublicIpv6(address: string): boolean {
  if (!/^[23][\da-f]{3}:[\da-f:.]*$/i.test(address)) {
    return false;
  }
  const [first = 0, second = 0] = address.split(":").map((group) => Number.parseInt(group || "0", 16));
  const isSpecial =
    (first === 0x2001 && (second < 0x200 || second === 0xdb8)) ||
    first === 0x2002 ||
    (first === 0x3fff && second < 0x1000);
  return !isSpecial;
}
