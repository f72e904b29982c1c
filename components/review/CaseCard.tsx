/** One case in the queue. */

import type { CaseRow } from "../../utils/contract/case.ts";
import { categories } from "../../utils/policy/categories.ts";
import { TriangleAlert } from "../shared/icons.ts";
import { useLanguage } from "../shared/language.ts";
import { TimeLeft } from "./TimeLeft.tsx";

export interface CaseCardProps {
  row: CaseRow;
  leftMs: number | undefined;
  open: boolean;
  onOpen(): void;
}

export function CaseCard({ row, leftMs, open, onOpen }: CaseCardProps) {
  const { t, words } = useLanguage();
  return (
    <li>
      <button
        type="button"
        class="row"
        data-testid="case-row"
        data-case={row.id}
        data-state={row.state}
        aria-current={open}
        onClick={onOpen}
      >
        <span class="row-head">
          <strong>{words(categories[row.category].short)}</strong>
          {row.urgent ? (
            <span class="tag urgent">
              <TriangleAlert size={12} aria-hidden="true" />
              {t("review.urgent")}
            </span>
          ) : null}
          <TimeLeft row={row} leftMs={leftMs} />
        </span>
        <span class="row-body">
          {row.author ? <span>{row.author} · </span> : null}
          {row.excerpt ?? <span class="muted">{row.subject}</span>}
        </span>
        <span class="row-foot">
          {t("form.what", { kind: t(`kind.${row.kind}`), site: t(`site.${row.site}`) })}
          {" · "}
          {t("review.reports", { count: row.reports })}
          {row.state === "open" ? null : (
            <span class={stateTone(row.state)}>{t(`caseState.${row.state}`)}</span>
          )}
        </span>
      </button>
    </li>
  );
}

function stateTone(state: CaseRow["state"]): string {
  if (state === "approved") return "tag done";
  return state === "proposed" ? "tag warning" : "tag";
}
