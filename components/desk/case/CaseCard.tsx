/** One line of the queue: a case, or several adjacent cases of one group. */

import { categories } from "../../../utils/shared/policy/categories.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { ChevronRight, Layers, TriangleAlert } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { standingWords } from "../decision/standing.ts";
import type { Item, Opened } from "../queue/rows.ts";
import { TimeLeft, type TimeLeftProps } from "../TimeLeft.tsx";
import { CaseMarks } from "./CaseMarks.tsx";

export interface CaseCardProps {
  item: Item;
  leftMs: TimeLeftProps["leftMs"];
  nowMs: number;
  open: boolean;
  groups: boolean;
  onOpen(opened: Opened): void;
  onOpenItem(): void;
}

export function CaseCard({ item, leftMs, nowMs, open, groups, onOpen, onOpenItem }: CaseCardProps) {
  const { language, t, words } = useLanguage();
  const [row] = item.rows;
  const { group } = row;
  const folded = item.rows.length > 1;
  const facts = [
    t("form.what", { kind: t(`kind.${row.kind}`), site: t(`site.${row.site}`) }),
    folded ? t("queue.folded", { count: item.rows.length }) : t("review.reports", { count: row.reports }),
    ...standingWords(language, row.standing),
  ];
  return (
    <li class="queue-item">
      <button
        type="button"
        class="row"
        data-testid={folded ? "group-row" : "case-row"}
        data-case={row.id}
        data-state={row.state}
        aria-current={open}
        onClick={onOpenItem}
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
          {row.author ? (
            <>
              <span class="row-author">
                <Foreign text={row.author} />
              </span>
              {" · "}
            </>
          ) : null}
          {row.excerpt ? (
            <Foreign text={row.excerpt} />
          ) : (
            <span class="muted">
              <Foreign text={row.subject} />
            </span>
          )}
        </span>
        <span class="row-foot">
          {facts.map((fact, at) => (
            // Lines break between facts, not within one.
            <span key={fact} class="whole">
              {at < facts.length - 1 ? `${fact} · ` : fact}
            </span>
          ))}
        </span>
        <CaseMarks row={row} nowMs={nowMs} />
      </button>
      {groups && group && group.cases > 1 ? (
        <button
          type="button"
          class="button link row-group"
          aria-label={t("queue.openGroup", { count: group.cases })}
          data-testid="open-group"
          data-group={group.id}
          onClick={() => onOpen({ kind: "group", id: group.id })}
        >
          <Layers size={14} aria-hidden="true" />
          {t("queue.similar", { count: group.cases })}
          <ChevronRight size={14} aria-hidden="true" />
        </button>
      ) : null}
    </li>
  );
}
