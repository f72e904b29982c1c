/** Which addresses may be asked for something that nobody else may read. */

/** https, or http on this very machine. */
export function isProtected({ protocol, hostname }: URL): boolean {
  const thisMachine = hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
  return protocol === "https:" || (protocol === "http:" && thisMachine);
}
