/** The picture of a post, blurred until revealed, or the reason why none is shown. */

import type { VNode } from "preact";
import { useState } from "preact/hooks";
import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { Picture as Taken } from "../../utils/shared/contract/files.ts";
import { Eye, EyeOff, ImageOff } from "./icons.ts";
import { useLanguage } from "./language.ts";

export interface PictureProps {
  picture: Taken;
  /** A data: or blob: URL; undefined while loading. */
  address: string | undefined;
  /** Blurred until the person reveals it. */
  blurred: boolean;
  /** A small square beside the text instead of the whole picture. */
  small?: boolean;
}

export function Picture(props: PictureProps) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState<boolean>();
  const { broken, onError } = useDrawnPicture(props.address, props.small);
  const size = props.small ? "picture small-picture" : "picture";
  if (props.picture.state === "none") {
    const reason = t(`noPicture.${props.picture.reason}`);
    return (
      <div class={`${size} no-picture`} title={reason}>
        <ImageOff size={18} aria-hidden="true" />
        {props.small ? (
          <span>
            {t("form.noPicture")}
            <span class="hidden-text">{reason}</span>
          </span>
        ) : (
          <span>{reason}</span>
        )}
      </div>
    );
  }
  if (props.address === undefined) {
    return <div class={`${size} no-picture`} />;
  }
  // A button like the picture's, so that the focus stays on it.
  if (broken) return broken;
  const clear = chosen ?? !props.blurred;
  return (
    <button
      type="button"
      class={size}
      aria-pressed={clear}
      aria-label={t(clear ? "form.hidePicture" : "form.showPicture")}
      title={t(clear ? "form.hidePicture" : "form.showPicture")}
      onClick={() => setChosen(!clear)}
    >
      <img
        class={clear ? "" : "blurred"}
        src={props.address}
        alt={t("form.picture")}
        draggable={false}
        onError={onError}
      />
      <span class="picture-eye">
        {clear ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
      </span>
    </button>
  );
}

interface DrawnPicture {
  /** Shown in place of a picture that the browser cannot draw. A press draws it again. */
  broken: VNode | undefined;
  onError(): void;
}

export function useDrawnPicture(address: string | undefined, small = false): DrawnPicture {
  const { t } = useLanguage();
  const [failed, setFailed] = useState<string>();
  const isBroken = failed !== undefined && failed === address;
  const broken = isBroken ? (
    <button
      type="button"
      class={small ? "picture small-picture no-picture" : "picture no-picture"}
      title={t("form.pictureBroken")}
      data-testid="picture-broken"
      onClick={() => setFailed(undefined)}
    >
      <ImageOff size={18} aria-hidden="true" />
      <span class={small ? "hidden-text" : ""}>{t("form.pictureBroken")}</span>
      <span>{t("home.retry")}</span>
    </button>
  ) : undefined;
  return { broken, onError: () => setFailed(address) };
}

/** Returns the picture's data: URL; undefined if none was taken. */
export function fileAddressOf(files: DraftPost["files"], picture: Taken | undefined): string | undefined {
  return picture?.state === "taken" ? files[picture.file.sha256] : undefined;
}
