import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { Picture } from "../../utils/shared/contract/files.ts";

/** Returns the picture's data: URL; undefined if none was taken. */
export function fileAddressOf(files: DraftPost["files"], picture: Picture | undefined): string | undefined {
  return picture?.state === "taken" ? files[picture.file.sha256] : undefined;
}
