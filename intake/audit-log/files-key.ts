/** The key for files encrypted on devices to its public half. Shared by all replicas; never rotated. */

import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import type { FilesPrivateKey } from "../../utils/shared/seal/wrap-file.ts";
import { publicHalf } from "../core/key-file.ts";
import type { Db } from "../db/store.ts";
import { type Pinned, readPinnedKey } from "./pinned-key.ts";

export interface FilesKey {
  privateKey: FilesPrivateKey;
  publicKey: PublicKey;
}

export const pinnedFilesKey: Pinned = {
  publicName: "files-key",
  privateName: "files-private-key",
  variable: "FILES_KEY",
};

/** Creates the key on first use. Throws if devices have pinned another one. */
export async function readFilesKey(db: Db, path?: string): Promise<FilesKey> {
  const privateKey = await readPinnedKey(db, pinnedFilesKey, path);
  return { privateKey, publicKey: publicHalf(privateKey) };
}
