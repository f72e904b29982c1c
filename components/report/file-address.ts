/** The address of a captured file in the draft. */

import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { Picture as Taken } from "../../utils/shared/contract/files.ts";

/** Returns the picture's data: URL; undefined if none was taken. */
export function fileAddressOf(files: DraftPost["files"], picture: Taken | undefined): string | undefined {
  return picture?.state === "taken" ? files[picture.file.sha256] : undefined;
}
