/** The settings page: connection, language, pictures, and the extension's permissions. */

import { useId } from "preact/hooks";
import type { DroppedMessages } from "../../utils/shared/contract/dropped.ts";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { RecipesState } from "../../utils/shared/contract/recipe.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { useLanguage } from "../ui/language.ts";
import { Connection } from "./Connection.tsx";
import { Dropped } from "./Dropped.tsx";
import { ManagedBy, type ManagedByProps } from "./ManagedBy.tsx";
import { ManagedField } from "./ManagedField.tsx";
import { Pictures } from "./Pictures.tsx";
import { Recipes } from "./Recipes.tsx";
import type { SignOnCalls } from "./SignOn.tsx";

export interface OptionsProps {
  /** Settings fixed by browser policy. */
  policy: ManagedByProps;
  intake: string;
  code: string;
  identity: Identity | undefined;
  /** Address of the intake at which the browser is enrolled. */
  enrolledAt: string | undefined;
  /** Why the link that opened this page was refused. */
  refused: Problem | undefined;
  picturesAllowed: boolean;
  signedOn: boolean;
  enrol(intake: string, code: string): Promise<Result<Identity>>;
  signOn: SignOnCalls;
  requestPictures(): Promise<boolean>;
  /** Undefined before enrolment. */
  recipes: RecipesState | undefined;
  checkRecipes(): Promise<void>;
  dropped: DroppedMessages;
  onLanguage(language: Language): void;
}

export function Options(props: OptionsProps) {
  const { language, t } = useLanguage();
  const id = useId();
  const { policy } = props;
  return (
    <main class="options">
      <h1>{t("options.title")}</h1>
      <Connection {...props} managed={policy.set} />
      <section class="options-card">
        {policy.set.language ? (
          <ManagedField
            label={t("options.language")}
            value={t(policy.set.language === "id" ? "options.languageId" : "options.languageEn")}
            testId="language"
          />
        ) : (
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
        )}
      </section>
      <Pictures allowed={props.picturesAllowed} rule={policy.set.pictures} request={props.requestPictures} />
      <ManagedBy {...policy} />
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
