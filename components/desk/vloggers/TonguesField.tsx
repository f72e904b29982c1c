/** Languages in which a person reviews, as checkbox chips. */

import { tongueName, tongues } from "../../../utils/shared/i18n/tongues.ts";
import { useLanguage } from "../../ui/language.ts";

export interface TonguesFieldProps {
  /** ISO 639 codes. */
  value: readonly string[];
  onChange(value: string[]): void;
}

export function TonguesField({ value, onChange }: TonguesFieldProps) {
  const { language, t } = useLanguage();
  // Keeps languages that were entered elsewhere and are not in the list.
  const offered = [...tongues, ...value.filter((code) => !tongues.some((tongue) => tongue === code))];
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
            {tongueName(language, code)}
          </label>
        ))}
      </div>
      <p class="small muted">{t("profile.languagesHint")}</p>
    </fieldset>
  );
}
