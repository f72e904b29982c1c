/** Published recipe packs: back to an earlier one, and single recipes off and on, each confirmed by a second person. */

import { useState } from "preact/hooks";
import type { PackList, PackRow } from "../../../utils/shared/contract/administration.ts";
import type { SwitchedOff } from "../../../utils/shared/contract/recipe.ts";
import type { Kind, SiteId } from "../../../utils/shared/contract/site.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { CopyField } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";
import { siteIds } from "./Units.tsx";

const kinds = Object.keys({
  post: true,
  account: true,
  space: true,
  photo: true,
  video: true,
  story: true,
  event: true,
  comment: true,
  group: true,
  chat: true,
  playlist: true,
  clip: true,
  channel: true,
  message: true,
} satisfies Record<Kind, true>) as Kind[];

/** For example `Facebook (cerita)`; the site alone for all its recipes. */
export function useRecipeName(): (recipe: SwitchedOff) => string {
  const { t } = useLanguage();
  return ({ site, kind }) => (kind ? `${t(`site.${site}`)} (${t(`kind.${kind}`)})` : t(`site.${site}`));
}

interface PartProps {
  calls: AdminCalls;
  onDone(): unknown;
}

export function RecipePacks({ calls }: { calls: AdminCalls }) {
  const { t } = useLanguage();
  const loaded = useLoad("admin-packs", () => calls.callAdmin("listRecipePacks"));
  const list = loaded.value;
  const part = { calls, onDone: loaded.reload };
  return (
    <>
      {loaded.problem ? <Failure problem={loaded.problem} onRetry={loaded.reload} /> : null}
      {list?.off ? <Switches off={list.off} canPublish={list.canPublish} {...part} /> : null}
      <section class="block" aria-busy={loaded.loading}>
        <h2>{t("admin.packs")}</h2>
        {list === undefined && loaded.loading ? (
          <Skeleton label={t("admin.loading")} rows={3} height={48} />
        ) : null}
        {list?.packs.length === 0 ? <p>{t("admin.packsEmpty")}</p> : null}
        <ul class="act-list">
          {list?.packs.map((row, at) => (
            <Pack key={row.version} row={row} canReturn={at > 0 && list.canPublish === true} {...part} />
          ))}
        </ul>
        <p>
          <a href="#/health">{t("health.title")}</a>
        </p>
        {list && !list.canPublish ? <Commands /> : null}
        {list?.thumbprint ? (
          <CopyField label={t("admin.packKey")} value={list.thumbprint} testId="pack-key" />
        ) : null}
      </section>
    </>
  );
}

interface SwitchesProps extends PartProps, Pick<PackList, "canPublish"> {
  off: readonly SwitchedOff[];
}

/** Lists switched-off recipes, with the acts that change them. */
function Switches({ off, canPublish, calls, onDone }: SwitchesProps) {
  const { t } = useLanguage();
  const nameOf = useRecipeName();
  return (
    <section class="block" data-testid="recipe-switches">
      <h2>{t("admin.recipesOff")}</h2>
      {off.length === 0 ? <p class="muted">{t("admin.recipesOffNone")}</p> : null}
      <ul class="act-list">
        {off.map((recipe) => (
          <li key={nameOf(recipe)} class="act-row" data-testid="recipe-off">
            <p>
              <strong>{nameOf(recipe)}</strong>
            </p>
            {canPublish ? (
              <Fold label={t("admin.recipeOn")} testId="recipe-on-fold">
                <ActForm
                  calls={calls}
                  draft={`recipe-on:${recipe.site}:${recipe.kind ?? ""}`}
                  label={t("admin.recipeOn")}
                  testId="recipe-on"
                  needsSecond
                  build={() => ({ act: "switch-recipe", ...recipe, to: "on" })}
                  onDone={onDone}
                />
              </Fold>
            ) : null}
          </li>
        ))}
      </ul>
      {canPublish ? (
        <Fold label={t("admin.recipeOff")} testId="recipe-off-fold">
          <SwitchOff calls={calls} onDone={onDone} />
        </Fold>
      ) : null}
    </section>
  );
}

function SwitchOff({ calls, onDone }: PartProps) {
  const { t } = useLanguage();
  const [site, setSite] = useState<SiteId | "">("");
  const [kind, setKind] = useState<Kind | "">("");
  const [missing, setMissing] = useState(false);
  const build = () => {
    setMissing(site === "");
    if (site === "") return undefined;
    return { act: "switch-recipe", site, ...(kind === "" ? {} : { kind }), to: "off" } as const;
  };
  return (
    <ActForm
      calls={calls}
      draft="recipe-off"
      label={t("admin.recipeOff")}
      testId="switch-off"
      hint={t("admin.recipeOffHint")}
      needsSecond
      build={build}
      onDone={onDone}
    >
      <div class="act-fields">
        <SelectField<SiteId | "">
          label={t("admin.recipeSite")}
          error={missing && site === "" ? t("admin.recipeSiteMissing") : undefined}
          testId="recipe-site"
          value={site}
          options={[["", "–"], ...siteIds.map((siteId) => [siteId, t(`site.${siteId}`)] as const)]}
          onPick={setSite}
        />
        <SelectField<Kind | "">
          label={t("admin.recipeKind")}
          testId="recipe-kind"
          value={kind}
          options={[
            ["", t("admin.all")],
            ...kinds.map((postKind) => [postKind, t(`kind.${postKind}`)] as const),
          ]}
          onPick={setKind}
        />
      </div>
    </ActForm>
  );
}

interface PackProps extends PartProps {
  row: PackRow;
  canReturn: boolean;
}

function Pack({ row: { version, act, by, note, at }, canReturn, calls, onDone }: PackProps) {
  const { language, t } = useLanguage();
  return (
    <li class="act-row" data-testid="pack-row" data-version={version}>
      <p>
        <strong>{t("admin.packVersion", { version })}</strong> <span class="tag">{t(`packAct.${act}`)}</span>
      </p>
      <p class="small muted">
        <Foreign text={by} />, {dateTime(language, at)}
      </p>
      {note ? (
        <p class="small">
          <Foreign text={note} />
        </p>
      ) : null}
      {canReturn ? (
        <Fold label={t("admin.packReturn")} testId="pack-return-fold">
          <ActForm
            calls={calls}
            draft={`pack:${version}`}
            label={t("admin.packReturn")}
            testId="pack-return"
            hint={t("admin.packReturnHint")}
            needsSecond
            build={() => ({ act: "roll-back-recipes", version })}
            onDone={onDone}
          />
        </Fold>
      ) : null}
    </li>
  );
}

/** The commands that publish, for an intake that has no key to sign with. */
function Commands() {
  const { t } = useLanguage();
  return (
    <>
      <p class="small muted">{t("admin.packsHow")}</p>
      <CopyField
        label={t("admin.packOff")}
        value="lapor recipes off --site facebook --kind story"
        testId="pack-off"
      />
      <CopyField label={t("admin.packBack")} value="lapor recipes rollback" testId="pack-back" />
    </>
  );
}
