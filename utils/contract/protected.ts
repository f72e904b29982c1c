/** Addresses to which confidential data may be sent. */

/** True for https, and for http on the loopback interface. */
export function isProtected({ protocol, hostname }: URL): boolean {
  const thisMachine = hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
  return protocol === "https:" || (protocol === "http:" && thisMachine);
}
