/** An opened case: claim and queue position, evidence, decision, then reviews and history. */

import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { keys } from "../../../utils/extension/desk/keyboard-shortcuts.ts";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { copyText } from "../../ui/CopyField.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft, Check, ExternalLink, Link2 } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import { useLoad } from "../../ui/use-load.ts";
import { useLinkTo, useTitle } from "../../ui/use-place.ts";
import { TimeLeft } from "../UrgencyTags.tsx";
import { CaseBody } from "./CaseBody.tsx";
import type { CaseCalls } from "./case-calls.ts";
import { ExportMenu, type ExportMenuProps } from "./ExportMenu.tsx";

export interface CasePaneProps {
  caseId: string;
  calls: CaseCalls;
  /** Opens the request form immediately. */
  making?: boolean;
  /** The version that the queue knows; a newer one is loaded. */
  knownVersion?: number | undefined;
  leftMs(row: CaseView): number | undefined;
  onBack(): void;
  /** Opens another case in place of this one. */
  onOpen(caseId: string): void;
  onChanged(): void;
}

interface CaseHeadProps {
  caseId: string;
  view: CaseView | undefined;
  leftMs: number | undefined;
  headingRef: Ref<HTMLHeadingElement>;
  exportCase: ExportMenuProps["exportCase"];
  onExported(): void;
  onBack(): void;
}

function CaseHead(props: CaseHeadProps) {
  const { t, words } = useLanguage();
  const { caseId, view } = props;
  return (
    <header class="case-head">
      <IconButton
        class="case-back"
        label={t("review.back")}
        icon={ArrowLeft}
        data-testid="case-back"
        onClick={props.onBack}
      />
      {view ? (
        <>
          <h2 class="title" ref={props.headingRef} tabIndex={-1}>
            {words(categories[view.category].short)}
            <span class="case-of">
              {view.author ? (
                <>
                  <Foreign text={view.author} />
                  {" · "}
                </>
              ) : null}
              {[t(`site.${view.site}`), view.reportList[0]?.number].filter(Boolean).join(" · ")}
            </span>
          </h2>
          <p class="case-tags">
            {view.urgent ? <span class="tag urgent">{t("review.urgent")}</span> : null}
            <span class={view.state === "approved" ? "tag done" : "tag"}>{t(`caseState.${view.state}`)}</span>
            <TimeLeft row={view} leftMs={props.leftMs} />
          </p>
          {view.permalink && view.category !== "PORNO_ANAK" ? (
            <a
              class="button quiet icon case-link"
              href={view.permalink}
              target="_blank"
              rel="noreferrer noopener"
              aria-label={t("review.open")}
              title={t("review.open")}
            >
              <ExternalLink size={16} aria-hidden="true" />
            </a>
          ) : null}
          <CaseLink id={view.reportList[0]?.number ?? view.id} />
          <ExportMenu
            key={caseId}
            caseId={caseId}
            exportCase={props.exportCase}
            onExported={props.onExported}
          />
        </>
      ) : null}
    </header>
  );
}

/** Category and author; only the category where the author may not be shown. */
function useCaseTitle(view: CaseView | undefined): string | undefined {
  const { words } = useLanguage();
  if (!view) return undefined;
  const parts = [words(categories[view.category].short), view.author].filter((part) => part !== undefined);
  return foreign(parts.join(" · "));
}

export function CasePane({
  caseId,
  calls,
  making = false,
  knownVersion = 0,
  leftMs,
  onBack,
  onOpen,
  onChanged,
}: CasePaneProps) {
  const { t } = useLanguage();
  const { value: view, problem, reload } = useLoad(caseId, () => calls.getCase(caseId));
  const heading = useRef<HTMLHeadingElement>(null);
  const here = view !== undefined;
  const isOld = view !== undefined && view.id === caseId && view.version < knownVersion;
  useEffect(() => {
    if (isOld) void reload();
  }, [isOld, knownVersion]);
  useTitle(useCaseTitle(view));
  useEffect(() => {
    if (here) heading.current?.focus({ preventScroll: true });
  }, [caseId, here]);

  return (
    <section class="case" data-testid="case-view" data-case={caseId} data-state={view?.state}>
      <CaseHead
        caseId={caseId}
        view={view}
        leftMs={view ? leftMs(view) : undefined}
        headingRef={heading}
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
        <Skeleton label={t("home.loading")} rows={4} height={96} />
      )}
    </section>
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
