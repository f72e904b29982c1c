/** What a vlogger reviews in, which channels are theirs, and which network they are with. */

import { useId, useState } from "preact/hooks";
import type { VloggerInput, VloggerView } from "../../utils/contract/cohort.ts";
import { limits } from "../../utils/contract/limits.ts";
import { useLanguage } from "../shared/language.ts";
import { TextArea } from "../shared/TextArea.tsx";
import { channelName } from "./channel-name.ts";

export interface ProfileFormProps {
  view: VloggerView;
  onSave(input: VloggerInput): Promise<boolean>;
}

const partsOf = (text: string, by: RegExp) =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== "");

export function ProfileForm({ view, onSave }: ProfileFormProps) {
  const { t } = useLanguage();
  const id = useId();
  const [languages, setLanguages] = useState(view.languages.join(", "));
  const [channels, setChannels] = useState(view.channels.map(channelName).join("\n"));
  const [network, setNetwork] = useState(view.network ?? "");
  const [wrong, setWrong] = useState(false);
  const [saved, setSaved] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    const codes = partsOf(languages, /[\s,]+/);
    const areWrong = codes.some((code) => !/^[a-z]{2,3}$/.test(code));
    setWrong(areWrong);
    setSaved(false);
    if (areWrong) return;
    const name = network.trim();
    const input = {
      languages: codes,
      channels: partsOf(channels, /\n+/),
      network: name === "" ? null : name,
    };
    setSaved(await onSave(input));
  };
  return (
    <form class="block" noValidate data-testid="profile" onSubmit={save}>
      <h2>{t("profile.title")}</h2>
      <div class="field">
        <label for={`${id}-languages`}>{t("profile.languages")}</label>
        <input
          id={`${id}-languages`}
          class="input"
          data-testid="profile-languages"
          value={languages}
          maxLength={100}
          aria-invalid={wrong ? "true" : undefined}
          aria-describedby={`${id}-about`}
          onInput={(event) => setLanguages(event.currentTarget.value)}
        />
        <p id={`${id}-about`} class={wrong ? "error" : "small muted"}>
          {t(wrong ? "profile.languagesWrong" : "profile.languagesHint")}
        </p>
      </div>
      <TextArea
        label={t("profile.channels")}
        hint={t("profile.channelsHint")}
        value={channels}
        onChange={setChannels}
        maxChars={limits.reasonChars}
        testId="profile-channels"
      />
      <div class="field">
        <label for={`${id}-network`}>{t("profile.network")}</label>
        <input
          id={`${id}-network`}
          class="input"
          data-testid="profile-network"
          value={network}
          maxLength={limits.nameChars}
          onInput={(event) => setNetwork(event.currentTarget.value)}
        />
      </div>
      <div class="buttons">
        <button type="submit" class="button" data-testid="profile-save">
          {t("profile.save")}
        </button>
        <span class="small" role="status" data-testid="profile-saved">
          {saved ? t("profile.saved") : ""}
        </span>
      </div>
    </form>
  );
}
