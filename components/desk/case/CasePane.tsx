/** An opened case: claim and queue position, evidence, decision, then reviews and history. */

import type { Ref } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { keys } from "../../../utils/extension/desk/keyboard-shortcuts.ts";
import type { CaseRow, CaseView } from "../../../utils/shared/contract/case.ts";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { copyText } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft, Check, ExternalLink, Link2 } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { useFocusFallback, useHeadingFocus } from "../../ui/use-focus.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useLinkTo, useTitle } from "../../ui/use-place.ts";
import { isNoPixels } from "../decision/current-decision.ts";
import { PendingActsContext } from "../pending-acts.ts";
import { TimeLeft } from "../UrgencyTags.tsx";
import { CaseBody } from "./CaseBody.tsx";
import { EvidenceWords } from "./CaseEvidence.tsx";
import type { CaseCalls } from "./case-calls.ts";
import { ViewerContext } from "./case-changes.ts";
import { ExportMenu, type ExportMenuProps } from "./ExportMenu.tsx";

export interface CasePaneProps {
  caseId: string;
  calls: CaseCalls;
  /** Opens the request form immediately. */
  making?: boolean;
  /** The case as the queue knows it: drawn at once. A newer version is loaded. */
  row?: CaseRow | undefined;
  leftMs(row: CaseRow): number | undefined;
  onBack(): void;
  /** Opens another case in place of this one. */
  onOpen(caseId: string): void;
  onChanged(): void;
}

interface CaseHeadProps {
  caseId: string;
  /** The case or its row, whichever is here. */
  row: CaseRow | undefined;
  /** Number of its newest report; undefined for a row, which does not have it. */
  number: string | undefined;
  leftMs: number | undefined;
  headingRef: Ref<HTMLHeadingElement>;
  mayExport: boolean;
  exportCase: ExportMenuProps["exportCase"];
  onExported(): void;
  onBack(): void;
}

function CaseHead(props: CaseHeadProps) {
  const { t, words } = useLanguage();
  const { caseId, row, number } = props;
  return (
    <header class="case-head">
      <IconButton
        class="case-back"
        label={t("review.back")}
        icon={ArrowLeft}
        data-testid="case-back"
        onClick={props.onBack}
      />
      {row ? (
        <>
          <h2 class="title" ref={props.headingRef} tabIndex={-1}>
            {words(categories[row.category].short)}
            <span class="case-of" data-awaits={number === undefined}>
              {row.author ? (
                <>
                  <Foreign text={row.author} />
                  {" · "}
                </>
              ) : null}
              {[t(`site.${row.site}`), number].filter(Boolean).join(" · ")}
            </span>
          </h2>
          <p class="case-tags">
            {row.urgent ? <span class="tag urgent">{t("review.urgent")}</span> : null}
            <span class={row.state === "approved" ? "tag done" : "tag"}>{t(`caseState.${row.state}`)}</span>
            <TimeLeft row={row} leftMs={props.leftMs} />
          </p>
          {row.permalink && row.category !== "PORNO_ANAK" ? (
            <a
              class="button quiet icon case-link"
              href={row.permalink}
              target="_blank"
              rel="noreferrer noopener"
              aria-label={t("review.open")}
              title={t("review.open")}
            >
              <ExternalLink size={16} aria-hidden="true" />
            </a>
          ) : null}
          <CaseLink id={number ?? row.id} />
          {props.mayExport ? (
            <ExportMenu
              key={caseId}
              caseId={caseId}
              exportCase={props.exportCase}
              onExported={props.onExported}
            />
          ) : null}
        </>
      ) : null}
    </header>
  );
}

/**
 * As in the intake: no panelist exports, and an administrator no case of which a report or decision names adult material,
 * unless its content is withheld.
 */
function useMayExport(view: CaseView | undefined): boolean {
  const role = useContext(ViewerContext)?.role;
  if (role !== "admin") return role !== "panelist";
  if (!view) return false;
  const isShown = ({ category }: { category?: CategoryCode | undefined }) =>
    category === undefined || categories[category].capture === "C1";
  return isNoPixels(view, view) || [view, ...view.reportList, ...view.decisions].every(isShown);
}

/** Category and author; only the category where the author may not be shown. */
function useCaseTitle(row: CaseRow | undefined): string | undefined {
  const { words } = useLanguage();
  if (!row) return undefined;
  const parts = [words(categories[row.category].short), row.author].filter((part) => part !== undefined);
  return foreign(parts.join(" · "));
}

export function CasePane({
  caseId,
  calls,
  making = false,
  row,
  leftMs,
  onBack,
  onOpen,
  onChanged,
}: CasePaneProps) {
  const { t } = useLanguage();
  const { value: view, problem, reload } = useLoad(caseId, () => calls.getCase(caseId));
  const heading = useRef<HTMLHeadingElement>(null);
  const part = useFocusFallback(heading);
  const mayExport = useMayExport(view);
  const shown: CaseRow | undefined = view ?? row;
  const here = shown !== undefined;
  const isOld = view !== undefined && view.id === caseId && view.version < (row?.version ?? 0);
  useEffect(() => {
    if (isOld) void reload();
  }, [isOld, row?.version]);
  // The act may have been given on an earlier visit, whose pane can no longer reload.
  const waits = useContext(PendingActsContext).isPending(caseId);
  const waited = useRef(waits);
  useEffect(() => {
    if (waited.current && !waits) void reload();
    waited.current = waits;
  }, [waits]);
  useTitle(useCaseTitle(shown));
  useHeadingFocus(heading, [caseId, here], { preventScroll: true });

  return (
    <section class="case" data-testid="case-view" data-case={caseId} data-state={view?.state} ref={part}>
      <CaseHead
        caseId={caseId}
        row={shown}
        number={view?.reportList[0]?.number}
        leftMs={shown && leftMs(shown)}
        headingRef={heading}
        mayExport={mayExport}
        exportCase={calls.exportCase}
        onExported={reload}
        onBack={onBack}
      />
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {view && problem ? <p class="message">{t("case.stale")}</p> : null}
      {view && view.id !== caseId ? (
        <p class="message" role="status" data-testid="case-moved">
          <span>{t("case.movedHere")}</span>
        </p>
      ) : null}
      {view ? (
        <CaseBody
          key={view.id}
          view={view}
          calls={calls}
          making={making}
          reload={reload}
          onOpen={onOpen}
          onChanged={async () => {
            await reload();
            onChanged();
          }}
        />
      ) : problem ? null : (
        <AwaitedBody row={row} />
      )}
    </section>
  );
}

/** While the case loads: the facts of its row, in the places where the case shows them. */
function AwaitedBody({ row }: { row: CaseRow | undefined }) {
  const { t } = useLanguage();
  // A video's title comes first and is not in the row. Of child sexual abuse material, nothing is quoted.
  const hasWords = row && row.kind !== "video" && row.category !== "PORNO_ANAK";
  return (
    <div class="case-body">
      <div class="case-main">
        {row ? (
          <section class="evidence" aria-label={t("review.evidence")}>
            <EvidenceWords author={row.author ?? row.subject} text={hasWords ? row.excerpt : undefined} />
          </section>
        ) : null}
        <Skeleton label={t("home.loading")} rows={2} height={160} />
      </div>
      <div class="case-side" aria-hidden="true">
        <Skeleton label="" rows={2} height={96} />
      </div>
    </div>
  );
}

/** Copies the case's address for a colleague. `id`: the case's id, or the number of one of its reports. */
export function CaseLink({ id }: { id: string }) {
  const { t } = useLanguage();
  const linkTo = useLinkTo();
  const [said, setSaid] = useState<"copied" | "refused">();
  useEffect(() => setSaid(undefined), [id]);
  const link = linkTo?.({ head: "cases", id });
  const copy = () => {
    if (link === undefined) return false;
    void copyText(link).then((done) => setSaid(done ? "copied" : "refused"));
    return true;
  };
  useKeys({ copyLink: copy });
  if (link === undefined) return null;
  return (
    <>
      <IconButton
        label={`${t("case.copyLink")} (${keys.copyLink.key})`}
        icon={said === "copied" ? Check : Link2}
        data-testid="copy-case-link"
        aria-keyshortcuts={keys.copyLink.key}
        onClick={copy}
      />
      <span
        class={said === "refused" ? "small case-link-said" : "hidden-text"}
        role="status"
        data-testid="case-link-said"
      >
        {said === "copied" ? t("case.linkCopied") : null}
        {said === "refused" ? t("case.linkRefused", { link }) : null}
      </span>
    </>
  );
}
