/** The other settings made by browser policy, and those that are invalid. */

import type { Managed } from "../../utils/shared/contract/managed.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { offeredCategories } from "../../utils/shared/policy/offered.ts";
import { TriangleAlert } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { ManagedField } from "./ManagedField.tsx";

export interface ManagedByProps {
  set: Managed;
  wrong: readonly string[];
}

/** Renders nothing without policy settings. */
export function ManagedBy({ set, wrong }: ManagedByProps) {
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
