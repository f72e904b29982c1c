import type { Config } from "../config.ts";
import { folderOf } from "../evidence/files.ts";

export function foldersOf({ dataDir, databaseUrl, evidenceUrl }: Config): string[] {
  const evidence = evidenceUrl.startsWith("file:") ? [folderOf(evidenceUrl)] : [];
  return [...new Set([...(databaseUrl === undefined ? [dataDir] : []), ...evidence])];
}
