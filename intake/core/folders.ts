export function foldersOf({
  dataDir,
  databaseUrl,
  evidenceUrl,
}: {
  dataDir: string;
  databaseUrl: string | undefined;
  evidenceUrl: string;
}): string[] {
  const evidence = evidenceUrl.startsWith("file:") ? [folderOf(evidenceUrl)] : [];
  return [...new Set([...(databaseUrl === undefined ? [dataDir] : []), ...evidence])];
}

/** Accepts `file:///srv/evidence` and `file:relative/folder`. */
export function folderOf(address: string): string {
  const rest = address.slice("file:".length);
  return rest.startsWith("//") ? decodeURIComponent(new URL(address).pathname) : rest;
}
