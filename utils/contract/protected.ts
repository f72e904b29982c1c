/** Which addresses may be asked for something that nobody else may read. */

/** https, or http on this very machine. Not `[::1]`: a content security policy cannot name it. */
export function isProtected({ protocol, hostname }: URL): boolean {
  const thisMachine = hostname === "127.0.0.1" || hostname === "localhost";
  return protocol === "https:" || (protocol === "http:" && thisMachine);
}
