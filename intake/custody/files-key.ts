/** The key that opens files which waited on devices: they encrypt to its public half, so it is one for all replicas, for good. */

import type { PublicKey } from "../../utils/contract/enrolment.ts";
import type { FilesPrivateKey } from "../../utils/seal/wrap-file.ts";
import { publicHalf } from "../recipes/key-file.ts";
import type { Db } from "../store/store.ts";
import { readPinnedKey } from "./pinned-key.ts";

export interface FilesKey {
  privateKey: FilesPrivateKey;
  publicKey: PublicKey;
}

/** Made once; throws a sentence when the key that devices have pinned is not the one found. */
export async function readFilesKey(db: Db, path?: string): Promise<FilesKey> {
  const pinned = {
    publicName: "files-key",
    privateName: "files-private-key",
    variable: "FILES_KEY",
  };
  const privateKey = await readPinnedKey(db, pinned, path);
  return { privateKey, publicKey: publicHalf(privateKey) };
}
