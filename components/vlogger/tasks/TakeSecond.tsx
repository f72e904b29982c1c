/** Takes the video's current second from its tab, or shows why it cannot. */

import { useState } from "preact/hooks";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import { Timer } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export interface TimecodeButtonProps {
  videoNow(): Promise<VideoNow>;
  onTake(seconds: number): void;
  testId: string;
}

export function TimecodeButton({ videoNow, onTake, testId }: TimecodeButtonProps) {
  const { t } = useLanguage();
  const [none, setNone] = useState<Exclude<VideoNow["state"], "shown">>();
  const take = async () => {
    const now = await videoNow();
    if (now.state !== "shown") return setNone(now.state);
    setNone(undefined);
    onTake(now.seconds);
  };
  return (
    <>
      <button type="button" class="button link" data-testid={testId} onClick={take}>
        <Timer size={14} aria-hidden="true" />
        {t("timecode.take")}
      </button>
      <p class="error" role="status" data-testid={`${testId}-none`}>
        {none ? t(`timecode.${none}`) : ""}
      </p>
    </>
  );
}
