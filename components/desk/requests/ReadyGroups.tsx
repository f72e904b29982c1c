/** Decisions without a letter, grouped by the letter that can hold them. */

import type { ReadyGroup, ReadyList } from "../../../utils/shared/contract/reprimand.ts";
import { actions } from "../../../utils/shared/policy/actions.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { ReadyItems } from "./ReadyItems.tsx";
import { keyOf, type Ticks } from "./use-ticks.ts";

export interface ReadyGroupsProps {
  ready: ReadyList;
  ticks: Ticks;
  /** The group whose letter is open. */
  openKey: string | undefined;
  /** True if nothing is open beside the list: the key then makes the first possible letter. */
  byKey: boolean;
  onMake(group: ReadyGroup): void;
}

export function ReadyGroups({ ready, ticks, openKey, byKey, onMake }: ReadyGroupsProps) {
  const { t } = useLanguage();
  const shown = ready.groups.reduce((sum, { items }) => sum + items.length, 0);
  if (shown === 0) return null;
  const keyed = byKey ? ready.groups.find((one) => ticks.of(one).length > 0) : undefined;
  return (
    <section class="request-part" data-testid="ready">
      <div class="request-part-head">
        <h2>{t("ready.title")}</h2>
        <p class="small muted">
          {t("ready.count", { count: ready.count })}{" "}
          {ready.count > shown ? t("ready.shown", { shown, count: ready.count }) : ""}
        </p>
      </div>
      <ul class="rows">
        {ready.groups.map((group) => (
          <ReadyGroupCard
            key={keyOf(group)}
            group={group}
            ticks={ticks}
            open={openKey === keyOf(group)}
            byKey={group === keyed}
            onMake={() => onMake(group)}
          />
        ))}
      </ul>
    </section>
  );
}

interface ReadyGroupCardProps {
  group: ReadyGroup;
  ticks: Ticks;
  open: boolean;
  /** The key makes this group's letter. */
  byKey: boolean;
  onMake(): void;
}

function ReadyGroupCard({ group, ticks, open, byKey, onMake }: ReadyGroupCardProps) {
  const { t, words } = useLanguage();
  const { site, category, action, restores, urgent, items } = group;
  const count = ticks.of(group).length;
  return (
    <li class="ready-group" data-testid="ready-group" data-group={keyOf(group)} data-open={open}>
      <p class="row-head">
        <strong>{words(categories[category].short)}</strong>
        {restores ? <span class="tag">{t("request.restore")}</span> : null}
        {urgent ? (
          <span class="tag urgent">
            <TriangleAlert size={12} aria-hidden="true" />
            {t("review.urgent")}
          </span>
        ) : null}
      </p>
      <p>
        {t(`site.${site}`)} ·{" "}
        {restores ? t("request.restores", { number: restores.number }) : words(actions[action].label)}
      </p>
      {items.length > 1 ? (
        <ReadyItems group={group} ticks={ticks} />
      ) : (
        <p class="small muted">
          <Foreign text={items[0]?.subject} />
        </p>
      )}
      <button
        type="button"
        class="button ready-make"
        data-testid="ready-make"
        aria-disabled={count === 0}
        {...(byKey ? { "aria-keyshortcuts": "f" } : {})}
        onClick={() => count > 0 && onMake()}
      >
        {count === 0 ? t("ready.pickOne") : t("ready.make", { count })} {byKey ? <kbd>f</kbd> : null}
      </button>
    </li>
  );
}
