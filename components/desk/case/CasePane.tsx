/** An opened case: claim and queue position, evidence, decision, then reviews and history. */

import { useEffect, useRef } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { useLoad } from "../../ui/use-load.ts";
import { CaseBody } from "./CaseBody.tsx";
import { CaseHead } from "./CaseHead.tsx";
import type { CaseCalls } from "./case-calls.ts";

export interface CasePaneProps {
  caseId: string;
  calls: CaseCalls;
  /** Opens the request form immediately. */
  making?: boolean;
  leftMs(row: CaseView): number | undefined;
  onBack(): void;
  /** Opens another case in place of this one. */
  onOpen(caseId: string): void;
  onChanged(): void;
}

export function CasePane({
  caseId,
  calls,
  making = false,
  leftMs,
  onBack,
  onOpen,
  onChanged,
}: CasePaneProps) {
  const { t } = useLanguage();
  const { value: view, problem, reload } = useLoad(caseId, () => calls.getCase(caseId));
  const heading = useRef<HTMLHeadingElement>(null);
  const here = view !== undefined;
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
