/** Units: what each sees, a change of its scope, and a new one. */

import { useState } from "preact/hooks";
import type { UnitView } from "../../../utils/shared/contract/administration.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { spokenLanguageName, spokenLanguages } from "../../../utils/shared/i18n/spoken-languages.ts";
import { categories, order } from "../../../utils/shared/policy/categories.ts";
import { ChoiceChips } from "../../ui/ChoiceChips.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { LoadState } from "../../ui/LoadState.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Empty } from "../../ui/Placeholder.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { ActForm, type AdminCalls } from "./act-form.tsx";

export const siteIds = Object.keys({
  facebook: true,
  youtube: true,
  x: true,
  telegram: true,
} satisfies Partial<Record<SiteId, true>>) as SiteId[];

interface UnitFormProps {
  calls: AdminCalls;
  /** Undefined for a new unit. */
  unit?: UnitView;
  units: readonly UnitView[];
  onDone(): unknown;
}

function UnitForm({ calls, unit, units, onDone }: UnitFormProps) {
  const { language, t, words } = useLanguage();
  const [name, setName] = useState(unit?.name ?? "");
  const [sites, setSites] = useState<SiteId[]>(unit?.sites ?? []);
  const [codes, setCodes] = useState<CategoryCode[]>(unit?.categories ?? []);
  const [tongues, setTongues] = useState<string[]>(unit?.languages ?? []);
  const orNull = <T,>(list: T[]) => (list.length === 0 ? null : list);
  const offered = [...new Set<string>([...spokenLanguages, ...tongues])];
  return (
    <ActForm
      calls={calls}
      draft={`unit:${unit?.id ?? "new"}`}
      label={t("admin.unitSave")}
      testId="save-unit"
      // An existing unit always asks for a reason: only the intake knows whether its members decide cases.
      needsReason={unit !== undefined}
      needsSecond={unit !== undefined && unit.people > 0}
      hint={t("admin.unitAll")}
      lacking={t("admin.unitExists")}
      build={() =>
        name.trim() === "" || (!unit && units.some((other) => other.name === name.trim()))
          ? undefined
          : {
              act: "save-unit",
              name: name.trim(),
              // The list here may be old: another administrator's unit must not change.
              ...(unit ? {} : { isNew: true }),
              sites: orNull(sites),
              categories: orNull(codes),
              languages: orNull(tongues),
            }
      }
      onDone={() => {
        if (!unit) setName("");
        return onDone();
      }}
    >
      {unit ? null : (
        <TextField
          label={t("admin.name")}
          testId="unit-name"
          maxLength={limits.nameChars}
          value={name}
          required
          onInput={setName}
        />
      )}
      <ChoiceChips
        label={t("admin.unitSites")}
        options={siteIds.map((site) => [site, t(`site.${site}`)] as const)}
        value={sites}
        testId="unit-site"
        onChange={setSites}
      />
      <ChoiceChips
        label={t("admin.unitCategories")}
        options={order.map((code) => [code, words(categories[code].short)] as const)}
        value={codes}
        testId="unit-category"
        onChange={setCodes}
      />
      <ChoiceChips
        label={t("admin.unitLanguages")}
        options={offered.map((code) => [code, spokenLanguageName(language, code)] as const)}
        value={tongues}
        testId="unit-language"
        onChange={setTongues}
      />
    </ActForm>
  );
}

export type UnitScope = Pick<UnitView, "sites" | "categories" | "languages">;

/** Returns labels and values that describe the scope of a unit. */
export function useScopeRows(): (scope: UnitScope) => (readonly [label: string, value: string])[] {
  const { language, t, words } = useLanguage();
  const listed = (list: readonly string[] | undefined) => list?.join(", ") ?? t("admin.all");
  return ({ sites, categories: codes, languages }) => [
    [t("admin.unitSites"), listed(sites?.map((site) => t(`site.${site}`)))],
    [t("admin.unitCategories"), listed(codes?.map((code) => words(categories[code].short)))],
    [t("admin.unitLanguages"), listed(languages?.map((code) => spokenLanguageName(language, code)))],
  ];
}

export function Units({ calls }: { calls: AdminCalls }) {
  const { t } = useLanguage();
  const rowsOf = useScopeRows();
  const loaded = useLoad("unit-scopes", () => calls.callAdmin("listUnitScopes"));
  const units = loaded.value?.units ?? [];
  return (
    <>
      <LoadState load={loaded} label={t("admin.loading")} rows={3} height={64} />
      {loaded.value && units.length === 0 ? (
        <Empty title={t("admin.unitsEmpty")} hint={t("admin.unitsEmptyHint")} />
      ) : null}
      <ul class="act-list" aria-busy={loaded.loading}>
        {units.map((unit) => (
          <li key={unit.id} class="act-row" data-testid="unit-row">
            <p>
              <strong>
                <Foreign text={unit.name} />
              </strong>{" "}
              <span class="small muted">{t("admin.unitPeople", { count: unit.people })}</span>
            </p>
            <dl class="admin-facts">
              {rowsOf(unit).map(([label, value]) => (
                <div key={label}>
                  <dt class="small muted">{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <Fold label={t("admin.unitEdit")} lazy testId="unit-edit">
              <UnitForm calls={calls} unit={unit} units={units} onDone={loaded.reload} />
            </Fold>
          </li>
        ))}
      </ul>
      <section class="block">
        <Fold label={t("admin.unitNew")} testId="unit-new">
          <UnitForm calls={calls} units={units} onDone={loaded.reload} />
        </Fold>
      </section>
    </>
  );
}
