/** The displayed name of a channel: `youtube:dapursari` becomes `@dapursari`; an id stays an id. */

export function channelName(key: string): string {
  const name = key.replace(/^youtube:/, "");
  return /^UC[\w-]{22}$/.test(name) ? name : `@${name}`;
}
