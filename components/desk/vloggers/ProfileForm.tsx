import { useId, useState } from "preact/hooks";
import type { VloggerInput, VloggerView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { spokenLanguageName, spokenLanguages } from "../../../utils/shared/i18n/spoken-languages.ts";
import { channelName } from "../../ui/ChannelList.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";

export interface ProfileFormProps {
  view: VloggerView;
  onSave(input: VloggerInput): Promise<Result<unknown>>;
}

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

interface SpokenLanguagesFieldProps {
  /** ISO 639 codes. */
  value: readonly string[];
  onChange(value: string[]): void;
}

/** Languages in which a person reviews, as checkbox chips. */
function SpokenLanguagesField({ value, onChange }: SpokenLanguagesFieldProps) {
  const { language, t } = useLanguage();
  // Keeps languages that were entered elsewhere and are not in the list.
  const offered = [
    ...spokenLanguages,
    ...value.filter((code) => !spokenLanguages.some((tongue) => tongue === code)),
  ];
  return (
    <fieldset class="field">
      <legend class="legend">{t("profile.languages")}</legend>
      <div class="chips">
        {offered.map((code) => (
          <label key={code} class="chip" data-testid={`profile-language-${code}`}>
            <input
              type="checkbox"
              class="hidden-text"
              checked={value.includes(code)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...value, code] : value.filter((one) => one !== code))
              }
            />
            {spokenLanguageName(language, code)}
          </label>
        ))}
      </div>
      <p class="small muted">{t("profile.languagesHint")}</p>
    </fieldset>
  );
}

export function ProfileForm({ view, onSave }: ProfileFormProps) {
  const { t } = useLanguage();
  const id = useId();
  const [languages, setLanguages] = useState<string[]>(view.languages.length > 0 ? view.languages : ["id"]);
  const [channels, setChannels] = useState(view.channels.map(channelName).join("\n"));
  const [network, setNetwork] = useState(view.network ?? "");
  const [saved, setSaved] = useState(false);
  const { problem, run } = useAct();
  const save = async (event: Event) => {
    event.preventDefault();
    setSaved(false);
    const name = network.trim();
    const input = { languages, channels: linesOf(channels), network: name === "" ? null : name };
    setSaved(await run(() => onSave(input)));
  };
  return (
    <form class="block" noValidate data-testid="profile" onSubmit={save} onInput={() => setSaved(false)}>
      <h2>{t("profile.title")}</h2>
      <SpokenLanguagesField value={languages} onChange={setLanguages} />
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
      {problem ? <Failure problem={problem} /> : null}
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
