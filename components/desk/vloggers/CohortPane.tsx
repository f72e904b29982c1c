/** The coordinator's view: vloggers with progress, record and load, the selected one, and invitations. */

import { useState } from "preact/hooks";
import type { Cohort } from "../../../utils/shared/contract/cohort.ts";
import { fraction } from "../../../utils/shared/i18n/time.ts";
import { Empty } from "../../ui/Empty.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Download, RefreshCw } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { saveFile } from "../../ui/save-file.ts";
import { useLoad } from "../../ui/use-load.ts";
import { CertificateCheck } from "./CertificateCheck.tsx";
import { CohortLine } from "./CohortLine.tsx";
import type { CohortCalls } from "./calls.ts";
import { Invitations } from "./Invitations.tsx";
import { VloggerPane } from "./VloggerPane.tsx";

export function CohortPane({ calls }: { calls: CohortCalls }) {
  const { language, t } = useLanguage();
  const { value, problem, loading, reload } = useLoad("cohort", calls.listCohort);
  const invitations = useLoad("invitations", calls.listInvitations);
  const [open, setOpen] = useState<string>();
  const [saved, setSaved] = useState("");
  const reloadAll = () => Promise.all([reload(), invitations.reload()]);

  if (open !== undefined) {
    const leave = () => {
      setOpen(undefined);
      void reloadAll();
    };
    return <VloggerPane key={open} id={open} calls={calls} onBack={leave} />;
  }
  const save = (cohort: Cohort) => {
    const file = calls.makeCohortFile(cohort.vloggers, language);
    saveFile(file);
    setSaved(t("export.saved", { name: file.name }));
  };
  return (
    <section class="cohort" aria-label={t("cohort.title")} aria-busy={loading} data-testid="cohort">
      <header class="cohort-head">
        <div>{value ? <Summary cohort={value} /> : null}</div>
        {value && value.vloggers.length > 0 ? (
          <IconButton
            label={t("cohort.save")}
            icon={Download}
            data-testid="cohort-save"
            onClick={() => save(value)}
          />
        ) : null}
        <IconButton
          label={t("review.refresh")}
          icon={RefreshCw}
          data-testid="cohort-refresh"
          onClick={() => void reloadAll()}
        />
      </header>
      <p class="small said" role="status">
        {saved}
      </p>
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      {value === undefined && loading ? <Skeleton label={t("cohort.loading")} rows={4} height={64} /> : null}
      {value?.vloggers.length === 0 ? (
        <Empty title={t("cohort.empty")} hint={t("cohort.emptyHint")} />
      ) : (
        <ul class="rows">
          {value?.vloggers.map((row) => (
            <CohortLine key={row.personId} row={row} onOpen={() => setOpen(row.personId)} />
          ))}
        </ul>
      )}
      <Invitations calls={calls} open={invitations} />
      {value ? <CertificateCheck vloggers={value.vloggers} calls={calls} /> : null}
    </section>
  );
}

function Summary({ cohort: { vloggers, agreement, compared } }: { cohort: Cohort }) {
  const { language, t } = useLanguage();
  const paused = vloggers.filter(({ pause }) => pause !== undefined).length;
  return (
    <>
      <p>
        <strong>{t("cohort.count", { count: vloggers.length, paused })}</strong>
      </p>
      <p class="small muted" data-testid="cohort-agreement">
        {agreement === undefined
          ? t("cohort.noAgreement")
          : t("cohort.agreement", { alpha: fraction(language, agreement), cases: compared })}
      </p>
    </>
  );
}
