/** Where a draft's file can be seen from. */

import type { DraftPost } from "../../utils/contract/draft.ts";
import type { Picture } from "../../utils/contract/files.ts";

/** A data: address; undefined where there is no picture. */
export function addressIn(files: DraftPost["files"], picture: Picture | undefined): string | undefined {
  return picture?.state === "taken" ? files[picture.file.sha256] : undefined;
}
