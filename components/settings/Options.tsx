/** The settings page: connection, language, pictures, and the extension's permissions. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Identity } from "../../utils/shared/contract/enrolment.ts";
import type { Managed } from "../../utils/shared/contract/managed-policy.ts";
import type { RejectedMessages } from "../../utils/shared/contract/messages.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { RecipesState, SwitchedOff } from "../../utils/shared/contract/recipe.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import type { ModelState, Suggestible } from "../../utils/shared/contract/suggestion.ts";
import { dateTime, localOffsetMinutes, number } from "../../utils/shared/i18n/time.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { offeredCategories } from "../../utils/shared/policy/offered-categories.ts";
import { Failure } from "../ui/Failure.tsx";
import { SelectField } from "../ui/Field.tsx";
import { HelpLink } from "../ui/HelpLink.tsx";
import { Check, TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { lazy } from "../ui/lazy.tsx";
import type { AlertSettingsProps } from "./AlertSettings.tsx";
import { Connection } from "./Connection.tsx";
import { ManagedField } from "./ManagedField.tsx";
import type { SignOnCalls } from "./SignOn.tsx";

/** Loaded after the settings that every role has. */
const AlertSettings = lazy(async () => (await import("./AlertSettings.tsx")).AlertSettings, ["alerts"]);
/** Most people have none. */
const RejectedMessagesList = lazy(
  async () => (await import("./RejectedMessagesList.tsx")).RejectedMessagesList,
  ["onDemand"],
);

interface ManagedByProps {
  set: Managed;
  wrong: readonly string[];
}

/** Renders nothing without policy settings. */
function ManagedBy({ set, wrong }: ManagedByProps) {
  const { t, words } = useLanguage();
  if (Object.keys(set).length === 0 && wrong.length === 0) return null;
  const names = offeredCategories(set.categories).map((code) => words(categories[code].short));
  return (
    <section class="options-card" data-testid="managed">
      <h2>{t("options.managedBy")}</h2>
      <p>{t("options.managedWhy")}</p>
      {wrong.map((name) => (
        <div key={name} class="message warning" role="alert" data-testid="managed-wrong" data-name={name}>
          <TriangleAlert size={16} aria-hidden="true" />
          <p>{t("options.managedWrong", { name })}</p>
        </div>
      ))}
      {set.organisation ? (
        <ManagedField
          label={t("options.organisation")}
          value={set.organisation}
          testId="managed-organisation"
          explained
        />
      ) : null}
      {set.categories ? (
        <ManagedField
          label={t("options.categories")}
          value={names.join(", ")}
          testId="managed-categories"
          explained
        />
      ) : null}
      {set.signOn ? (
        <ManagedField
          label={t("options.signOn")}
          value={t(`options.signOn.${set.signOn}`)}
          testId="managed-sign-on"
          explained
        />
      ) : null}
    </section>
  );
}

export interface OptionsProps {
  /** The first steps, and the choice of the text size, which are loaded apart. */
  extras?: { welcome: ComponentChildren; textSize: ComponentChildren };
  /** Sites that the browser keeps from the extension. */
  access?: ComponentChildren;
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
  leave(): Promise<void>;
  enrol(intake: string, code: string): Promise<Result<Identity>>;
  signOn: SignOnCalls;
  requestPictures(): Promise<void>;
  alerts: Omit<AlertSettingsProps, "role">;
  /** Undefined before enrolment. */
  recipes: RecipesState | undefined;
  checkRecipes(): Promise<void>;
  dropped: RejectedMessages;
  onLanguage(language: Language): void;
}

interface PicturesProps {
  /** The page renders again after an answer to the browser's question. */
  allowed: boolean;
  /** Set by policy; undefined if the person decides. */
  rule: "asked" | "never" | undefined;
  request(): Promise<void>;
}

/** Permission to take screenshots of a tab: requested once, with the reason, unless policy decides. */
function Pictures({ allowed, rule, request }: PicturesProps) {
  const { t } = useLanguage();
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
    await request();
    setAsked(true);
  };
  return (
    <section class="options-card">
      <h2>{t("options.pictures")}</h2>
      <p>{t("options.picturesWhy")}</p>
      <div role="status">
        {allowed ? (
          <p class="message done" data-testid="pictures-on">
            <Check size={16} aria-hidden="true" />
            {t("options.picturesOn")}
          </p>
        ) : null}
        {asked && !allowed ? <p class="message warning">{t("options.picturesRefused")}</p> : null}
      </div>
      {allowed ? null : (
        <button type="button" class="button" data-testid="allow-pictures" onClick={ask}>
          {t("options.picturesAsk")}
        </button>
      )}
    </section>
  );
}

interface RecipesProps {
  state: RecipesState;
  /** Asks the intake for a newer pack. The page then renders again with the new state. */
  check(): Promise<void>;
}

/** The recipe pack in use, the disabled recipes, and why the last pack was rejected. */
function Recipes({ state, check }: RecipesProps) {
  const { language, t, words } = useLanguage();
  const [busy, setBusy] = useState(false);
  const { builtIn, pack, askedAt, refusal } = state;
  const when = (instant: string) => dateTime(language, instant, localOffsetMinutes(instant));
  const nameOf = ({ site, kind }: SwitchedOff) =>
    kind ? `${t(`site.${site}`)} (${t(`kind.${kind}`)})` : t(`site.${site}`);
  const served = pack && pack.version > builtIn ? pack : undefined;
  const percent = (share: number) => number(language, Math.floor(share * 1000) / 10);
  const modelNames = (model: ModelState) =>
    Object.entries(model.categories)
      .map(([code, { precision, recall }]) =>
        t("recipes.modelOf", {
          category: words(categories[code as Suggestible].short),
          precision: percent(precision),
          recall: percent(recall),
        }),
      )
      .join(", ");
  const press = async () => {
    if (busy) return;
    setBusy(true);
    await check();
    setBusy(false);
  };
  return (
    <section class="options-card">
      <h2>{t("recipes.title")}</h2>
      <p>{t("recipes.why")}</p>
      <div role="status">
        <p data-testid="recipes-version" data-version={served?.version ?? builtIn}>
          {served
            ? t("recipes.pack", { version: served.version, date: when(served.acceptedAt) })
            : t("recipes.builtIn", { version: builtIn })}
        </p>
        {pack && !served ? <p class="small muted">{t("recipes.older", { pack: pack.version })}</p> : null}
        {pack && pack.off.length > 0 ? (
          <p data-testid="recipes-off">{t("recipes.off", { names: pack.off.map(nameOf).join(", ") })}</p>
        ) : null}
        {pack?.model ? (
          <p class="small muted" data-testid="recipes-model">
            {t("recipes.model", {
              count: number(language, pack.model.cases),
              date: when(pack.model.trainedAt),
              names: modelNames(pack.model),
            })}
          </p>
        ) : null}
        {refusal ? (
          <div data-testid="recipes-refused" data-code={refusal.problem.code}>
            <p class="small">{t("recipes.refused", { date: when(refusal.at) })}</p>
            <Failure problem={refusal.problem} />
          </div>
        ) : null}
        {askedAt ? <p class="small muted">{t("recipes.asked", { date: when(askedAt) })}</p> : null}
      </div>
      <button type="button" class="button" data-testid="recipes-check" disabled={busy} onClick={press}>
        {t(busy ? "recipes.checking" : "recipes.check")}
      </button>
    </section>
  );
}

export function Options(props: OptionsProps) {
  const { language, t } = useLanguage();
  const { policy } = props;
  return (
    <main class="options">
      <div class="options-head">
        <h1>{t("options.title")}</h1>
        <HelpLink worded />
      </div>
      {props.access}
      <Connection {...props} managed={policy.set} />
      {props.extras?.welcome}
      <section class="options-card">
        <h2>{t("options.appearance")}</h2>
        {policy.set.language ? (
          <ManagedField
            label={t("options.language")}
            value={t(policy.set.language === "id" ? "options.languageId" : "options.languageEn")}
            testId="language"
          />
        ) : (
          <SelectField<Language>
            label={t("options.language")}
            testId="language"
            value={language}
            options={[
              ["id", t("options.languageId")],
              ["en", t("options.languageEn")],
            ]}
            onPick={props.onLanguage}
          />
        )}
        {props.extras?.textSize}
      </section>
      <Pictures allowed={props.picturesAllowed} rule={policy.set.pictures} request={props.requestPictures} />
      <ManagedBy {...policy} />
      {props.recipes ? <Recipes state={props.recipes} check={props.checkRecipes} /> : null}
      {props.dropped.length > 0 ? <RejectedMessagesList dropped={props.dropped} /> : null}
      {/* Nothing to press is below it, because it waits for the intake. */}
      {props.identity ? (
        <AlertSettings key={props.identity.personId} role={props.identity.role} {...props.alerts} />
      ) : null}
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
