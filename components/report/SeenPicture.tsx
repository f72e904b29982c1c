/** A full-size picture of the evidence, or the editor of its redaction boxes. */

import { useState } from "preact/hooks";
import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { PixelBox, Picture as Taken } from "../../utils/shared/contract/files.ts";
import { useLanguage } from "../ui/language.ts";
import { Picture } from "../ui/Picture.tsx";
import { addressIn } from "./address-in.ts";
import { BoxEditor } from "./BoxEditor.tsx";

export interface SeenPictureProps {
  picture: Taken;
  files: DraftPost["files"];
  blurred: boolean;
  busy: boolean;
  /** Resolves to true on success; undefined if redaction is not allowed. */
  onRedact: ((boxes: readonly PixelBox[]) => Promise<boolean>) | undefined;
}

export function SeenPicture({ picture, files, blurred, busy, onRedact }: SeenPictureProps) {
  const { t } = useLanguage();
  const [boxes, setBoxes] = useState<PixelBox[]>();
  const address = addressIn(files, picture);
  if (picture.state === "none" || address === undefined || !onRedact) {
    return <Picture picture={picture} address={address} blurred={blurred} />;
  }
  if (boxes === undefined) {
    return (
      <div class="seen-picture">
        <Picture picture={picture} address={address} blurred={blurred} />
        <button type="button" class="button" data-testid="redact-picture" onClick={() => setBoxes([])}>
          {t("form.redactPicture")}
        </button>
      </div>
    );
  }
  const paint = async () => {
    if (await onRedact(boxes)) setBoxes(undefined);
  };
  const words = boxes.length > 0 ? t("form.redactBoxes", { count: boxes.length }) : t("form.redact");
  return (
    <div class="seen-picture">
      <BoxEditor file={picture.file} address={address} boxes={boxes} onChange={setBoxes} />
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          data-testid="redact-boxes"
          disabled={busy || boxes.length === 0}
          onClick={paint}
        >
          {busy ? t("form.redacting") : words}
        </button>
        <button type="button" class="button quiet" onClick={() => setBoxes(undefined)}>
          {t("form.cancel")}
        </button>
      </div>
    </div>
  );
}
