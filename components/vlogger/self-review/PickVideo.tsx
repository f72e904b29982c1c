/** Chooses the video to check: the one in the active tab, or an entered address. */

import { useState } from "preact/hooks";
import type { Video } from "../../../utils/extension/vlogger/identify-video.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { useLanguage } from "../../ui/language.ts";

export interface PickVideoProps {
  /** Undefined on the desk, where the active tab is the desk itself. */
  activeVideo: (() => Promise<Result<Video>>) | undefined;
  findVideo(address: string): Result<Video>;
  onPick(video: Video): void;
}

export function PickVideo({ activeVideo, findVideo, onPick }: PickVideoProps) {
  const { t } = useLanguage();
  const [address, setAddress] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [noVideo, setNoVideo] = useState(false);

  const useTab = async (activeVideo: () => Promise<Result<Video>>) => {
    const video = await activeVideo();
    setNoVideo(!video.ok);
    if (video.ok) onPick(video.value);
  };
  const useAddress = (event: Event) => {
    event.preventDefault();
    const video = findVideo(address);
    setProblem(video.ok ? undefined : video.problem);
    if (video.ok) onPick(video.value);
  };

  return (
    <form class="pick-video" noValidate onSubmit={useAddress}>
      {activeVideo ? (
        <div class="pick-tab">
          <button
            type="button"
            class="button primary"
            data-testid="self-use-tab"
            onClick={() => useTab(activeVideo)}
          >
            {t("self.useTab")}
          </button>
          <p class="error" role="status">
            {noVideo ? t("self.noVideo") : ""}
          </p>
        </div>
      ) : null}
      <TextField
        label={t("self.address")}
        hint={t("self.addressHint")}
        type="url"
        testId="self-address"
        placeholder={t("self.addressExample")}
        value={address}
        onInput={setAddress}
        beside={
          <button type="submit" class={activeVideo ? "button" : "button primary"} data-testid="self-find">
            {t("self.find")}
          </button>
        }
      />
      {problem ? <Failure problem={problem} /> : null}
    </form>
  );
}
