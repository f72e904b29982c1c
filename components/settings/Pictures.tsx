/** Permission to take screenshots of a tab: requested once, with the reason, unless policy decides. */

import { useState } from "preact/hooks";
import { Check } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { ManagedField } from "./ManagedField.tsx";

export interface PicturesProps {
  allowed: boolean;
  /** Set by policy; undefined if the person decides. */
  rule: "asked" | "never" | undefined;
  request(): Promise<boolean>;
}

export function Pictures({ allowed, rule, request }: PicturesProps) {
  const { t } = useLanguage();
  const [pictures, setPictures] = useState(allowed);
  const [asked, setAsked] = useState(false);
  if (rule === "never") {
    return (
      <section class="options-card">
        <h2>{t("options.pictures")}</h2>
        <ManagedField
          label={t("options.picturesRule")}
          value={t("options.picturesNever")}
          testId="managed-pictures"
        />
      </section>
    );
  }
  const ask = async () => {
    setPictures(await request());
    setAsked(true);
  };
  return (
    <section class="options-card">
      <h2>{t("options.pictures")}</h2>
      <p>{t("options.picturesWhy")}</p>
      <div role="status">
        {pictures ? (
          <p class="message done" data-testid="pictures-on">
            <Check size={16} aria-hidden="true" />
            {t("options.picturesOn")}
          </p>
        ) : null}
        {asked && !pictures ? <p class="message warning">{t("options.picturesRefused")}</p> : null}
      </div>
      {pictures ? null : (
        <button type="button" class="button" data-testid="allow-pictures" onClick={ask}>
          {t("options.picturesAsk")}
        </button>
      )}
    </section>
  );
}
