/** Open objections above the queue: their number, and each one's time left. */

import { useContext, useEffect, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { ObjectionRow } from "../../../utils/shared/contract/objection.ts";
import { ok } from "../../../utils/shared/contract/result.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { useLanguage } from "../../ui/language.ts";
import { MoreButton } from "../../ui/MoreButton.tsx";
import { SubjectName } from "../../ui/SubjectName.tsx";
import { useRemembered } from "../../ui/use-last-page.ts";
import { usePages } from "../../ui/use-pages.ts";
import { ViewerContext } from "../case/case-changes.ts";
import { TimeLeft, type TimeLeftProps } from "../UrgencyTags.tsx";

/** Lists open objections first. */
export type ObjectionCalls = Pick<Client, "listObjections">;

/** `calls` is undefined if the role hears no objections. Failures are ignored: the queue reports connection problems. */
export function useOpenObjections(calls: ObjectionCalls | undefined, opened: string | undefined) {
  const [kept, setKept] = useState<Listed>();
  const viewer = useContext(ViewerContext)?.personId ?? "";
  // They are above the remembered queue, whose rows would move if they were drawn later.
  const remember = useRemembered<Listed>("objections-shown", viewer, setKept);
  const list = usePages<ObjectionRow>("objections", async (after) => {
    const read = (await calls?.listObjections(after)) ?? ok({ objections: [], next: undefined });
    if (!read.ok) return read;
    const { objections, next } = read.value;
    const rows = objections.filter(({ state }) => state === "open");
    // Open objections come first, so a page with a closed one is the last page needed.
    const page = { rows, next: rows.length === objections.length ? next : undefined };
    if (after === undefined) remember({ objections: rows, more: page.next !== undefined });
    return ok(page);
  });
  useEffect(() => {
    if (opened !== undefined) void list.reload();
  }, [opened]);
  return list.rows
    ? { ...list, objections: list.rows }
    : { ...list, objections: kept?.objections ?? [], more: kept?.more ?? false };
}

interface Listed {
  objections: ObjectionRow[];
  /** The intake has more open objections. */
  more?: boolean;
}

export interface OpenObjectionsProps {
  /** Most urgent first. */
  list: Pick<ReturnType<typeof useOpenObjections>, "objections" | "more" | "loadingMore" | "loadMore">;
  leftMs(objection: ObjectionRow): TimeLeftProps["leftMs"];
  onOpen(caseId: string): void;
}

export function OpenObjections({ list, leftMs, onOpen }: OpenObjectionsProps) {
  const { t, words } = useLanguage();
  const [shown, setShown] = useState(false);
  const { objections, more } = list;
  if (objections.length === 0) return null;
  return (
    <section class="open-objections" aria-label={t("objections.title")}>
      <button
        type="button"
        class="button link"
        aria-expanded={shown}
        data-testid="objections-waiting"
        onClick={() => setShown(!shown)}
      >
        {shown
          ? t("objections.hide")
          : t(more ? "objections.waitingMore" : "objections.waiting", { count: objections.length })}
      </button>
      {shown ? (
        <ul>
          {objections.map((objection) => (
            <li key={objection.id}>
              <button
                type="button"
                class="button quiet"
                data-testid="objection-row"
                onClick={() => onOpen(objection.caseId)}
              >
                <span>
                  {words(categories[objection.category].short)}, {t(`site.${objection.site}`)}
                </span>
                <span class="small muted">
                  <SubjectName subject={objection.subject} />
                </span>
                {objection.dismissal ? (
                  <span class="small muted">
                    {t(objection.dismissal.own ? "objections.toConfirmOwn" : "objections.toConfirm")}
                  </span>
                ) : null}
                <TimeLeft row={objection} leftMs={leftMs(objection)} />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {shown ? <MoreButton list={list} testId="objections-more" /> : null}
    </section>
  );
}
