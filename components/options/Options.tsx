/** The settings page: connection, language, pictures, and what the extension can see. */

import { useId, useState } from "preact/hooks";
import type { DroppedMessages } from "../../utils/contract/dropped.ts";
import type { Identity } from "../../utils/contract/enrolment.ts";
import type { RecipesState } from "../../utils/contract/recipe.ts";
import type { Result } from "../../utils/contract/result.ts";
import type { Language } from "../../utils/contract/site.ts";
import { Check } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { Connection } from "./Connection.tsx";
import { Dropped } from "./Dropped.tsx";
import { Recipes } from "./Recipes.tsx";

export interface OptionsProps {
  intake: string;
  code: string;
  identity: Identity | undefined;
  picturesAllowed: boolean;
  enrol(intake: string, code: string): Promise<Result<Identity>>;
  requestPictures(): Promise<boolean>;
  /** Absent before enrolment. */
  recipes: RecipesState | undefined;
  checkRecipes(): Promise<void>;
  /** Messages that were refused. */
  dropped: DroppedMessages;
  onLanguage(language: Language): void;
}

export function Options(props: OptionsProps) {
  const { language, t } = useLanguage();
  const id = useId();
  const [pictures, setPictures] = useState(props.picturesAllowed);
  const [asked, setAsked] = useState(false);
  const ask = async () => {
    setPictures(await props.requestPictures());
    setAsked(true);
  };
  return (
    <main class="options">
      <h1>{t("options.title")}</h1>
      <Connection intake={props.intake} code={props.code} identity={props.identity} enrol={props.enrol} />
      <section class="options-card">
        <div class="field">
          <label for={id}>{t("options.language")}</label>
          <select
            id={id}
            class="input"
            data-testid="language"
            value={language}
            onChange={(event) => props.onLanguage(event.currentTarget.value as Language)}
          >
            <option value="id">{t("options.languageId")}</option>
            <option value="en">{t("options.languageEn")}</option>
          </select>
        </div>
      </section>
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
      {props.recipes ? <Recipes state={props.recipes} check={props.checkRecipes} /> : null}
      {props.dropped.length > 0 ? <Dropped dropped={props.dropped} /> : null}
      <section class="options-card">
        <h2>{t("options.sees")}</h2>
        <ul class="sees">
          <li>{t("options.sees1")}</li>
          <li>{t("options.sees2")}</li>
          <li>{t("options.sees3")}</li>
          <li>{t("options.sees4")}</li>
          <li>{t("options.sees5")}</li>
        </ul>
      </section>
    </main>
  );
}
