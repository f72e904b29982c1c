import type { Ref } from "preact";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { ArrowLeft, ExternalLink } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { TimeLeft } from "../TimeLeft.tsx";
import { ExportMenu, type ExportMenuProps } from "./ExportMenu.tsx";

export interface CaseHeadProps {
  caseId: string;
  view: CaseView | undefined;
  leftMs: number | undefined;
  headingRef: Ref<HTMLHeadingElement>;
  exportCase: ExportMenuProps["exportCase"];
  onExported(): void;
  onBack(): void;
}

export function CaseHead(props: CaseHeadProps) {
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
