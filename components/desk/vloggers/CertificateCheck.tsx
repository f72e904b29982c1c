/** Verifies a certificate: its holder, its date, and whether it is still valid. */

import { useState } from "preact/hooks";
import type { CheckedCertificate } from "../../../utils/shared/contract/certificate.ts";
import type { CohortRow } from "../../../utils/shared/contract/cohort.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import type { CertificateCalls } from "./calls.ts";

export interface CertificateCheckProps {
  vloggers: readonly Pick<CohortRow, "personId" | "name">[];
  calls: CertificateCalls;
}

const mostChars = 10_000;

export function CertificateCheck({ vloggers, calls }: CertificateCheckProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const [checked, setChecked] = useState<Result<CheckedCertificate>>();
  const check = async (event: Event) => {
    event.preventDefault();
    if (typed.trim() !== "") setChecked(await calls.checkCertificate(typed.trim()));
  };
  const change = (text: string) => {
    setTyped(text);
    setChecked(undefined);
  };
  return (
    <Fold label={t("check.title")} testId="certificate-check">
      <form class="certificate-check" noValidate onSubmit={check}>
        <TextArea
          label={t("check.certificate")}
          hint={t("check.hint")}
          value={typed}
          onChange={change}
          maxChars={mostChars}
          testId="certificate-text"
        />
        <button
          type="submit"
          class="button"
          data-testid="certificate-checked"
          aria-disabled={typed.trim() === ""}
        >
          {t("check.check")}
        </button>
        <div role="status">
          {checked?.ok ? <CertificateStatus {...checked.value} vloggers={vloggers} /> : null}
          {checked?.ok === false ? <Failure problem={checked.problem} /> : null}
        </div>
      </form>
    </Fold>
  );
}

function CertificateStatus({
  claims,
  valid,
  vloggers,
}: CheckedCertificate & Pick<CertificateCheckProps, "vloggers">) {
  const { language, t } = useLanguage();
  const name = vloggers.find(({ personId }) => personId === claims.personId)?.name;
  return (
    <p data-testid="certificate-worth" data-valid={valid}>
      <span class={valid ? "tag done" : "tag warning"}>
        {t(valid ? "certificate.valid" : "certificate.expired")}
      </span>{" "}
      {name ?? t("check.stranger")}.{" "}
      {t("certificate.since", { date: date(language, claims.issuedAt), version: claims.policyVersion })}
    </p>
  );
}
