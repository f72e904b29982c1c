/** Whether the task's video is beside the review, and what to do where it is not. */

import { timecode } from "../../utils/language/time.ts";
import type { VideoNow } from "../../utils/review/task-video.ts";
import { ExternalLink, Timer } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";

export interface VideoLineProps {
  now: VideoNow | undefined;
  /** No more moments are taken. */
  full: boolean;
  /** The reviewer has noted that the video is gone. */
  goneNoted: boolean;
  onMark(): void;
  onOpen(): void;
  onGone(noted: boolean): void;
}

export function VideoLine({ now, full, goneNoted, onMark, onOpen, onGone }: VideoLineProps) {
  const { t } = useLanguage();
  // Not yet looked at: what was there a moment ago is the likeliest, so nothing jumps.
  const state = now?.state;
  const isAway = state === "other" || state === "none" || state === "gone";
  return (
    <div class="video-line" data-testid="video-now" data-state={now?.state}>
      <p class={state === "shown" ? "small muted" : "small"} role={state === "shown" ? undefined : "status"}>
        {now === undefined
          ? ""
          : now.state === "shown"
            ? t("videoNow.shown", { at: timecode(now.seconds) })
            : t(`videoNow.${now.state}`)}
      </p>
      {isAway ? (
        <button type="button" class="button" data-testid="open-video" onClick={onOpen}>
          <ExternalLink size={16} aria-hidden="true" />
          {t("vlogger.openVideo")}
        </button>
      ) : (
        <button
          type="button"
          class="button"
          data-testid="mark"
          aria-disabled={state !== "shown" || full}
          aria-keyshortcuts="m Alt+Shift+m"
          title="M, Alt+Shift+M"
          onClick={onMark}
        >
          <Timer size={16} aria-hidden="true" />
          {t("timecode.mark")} <kbd>M</kbd>
        </button>
      )}
      {state === "gone" || goneNoted ? (
        <label class="check" data-testid="note-gone">
          <input
            type="checkbox"
            checked={goneNoted}
            onChange={(event) => onGone(event.currentTarget.checked)}
          />
          <span>{t("videoNow.noteGone")}</span>
        </label>
      ) : null}
    </div>
  );
}
