/** Addresses to which confidential data may be sent. */

/** True for https, and for http on the loopback interface except `[::1]`, which a CSP cannot name. */
export function isProtectedAddress({ protocol, hostname }: URL): boolean {
  const thisMachine = hostname === "127.0.0.1" || hostname === "localhost";
  return protocol === "https:" || (protocol === "http:" && thisMachine);
}
