/** Shows whether the task's video is open in a tab, and how to open it. */

import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import { timecode } from "../../../utils/shared/i18n/time.ts";
import { ExternalLink, Timer } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export interface VideoLineProps {
  now: VideoNow | undefined;
  /** The limit of timecodes is reached. */
  full: boolean;
  /** The reviewer has recorded that the video is gone. */
  goneNoted: boolean;
  onMark(): void;
  onOpen(): void;
  onGone(noted: boolean): void;
}

export function VideoLine({ now, full, goneNoted, onMark, onOpen, onGone }: VideoLineProps) {
  const { t } = useLanguage();
  // Not looked up yet: shows the most likely state so that the layout does not jump.
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
