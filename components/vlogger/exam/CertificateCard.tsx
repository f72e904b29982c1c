/** The certificate: date, policy version, missing parts, and a download. */

import { useId, useState } from "preact/hooks";
import type { OwnCertificate } from "../../../utils/shared/contract/certificate.ts";
import { date } from "../../../utils/shared/i18n/time.ts";
import { Download } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { type SavedFile, saveFile } from "../../ui/save-file.ts";
import type { ExamPaneProps } from "./ExamPane.tsx";

export interface CertificateCardProps {
  certificate: OwnCertificate;
  makeFile(certificate: OwnCertificate): SavedFile;
  titleOf: ExamPaneProps["titleOf"];
}

export function CertificateCard({ certificate, makeFile, titleOf }: CertificateCardProps) {
  const { t, language } = useLanguage();
  const id = useId();
  const [saved, setSaved] = useState<string>();
  const { issuedAt, policyVersion, lacking } = certificate;
  const isValid = lacking.length === 0;
  const save = () => {
    const file = makeFile(certificate);
    saveFile(file);
    setSaved(file.name);
  };
  return (
    <section class="card exam-card" aria-labelledby={id} data-testid="certificate" data-valid={isValid}>
      <div class="row-head">
        <h2 id={id}>{t("certificate.title")}</h2>
        <span class={isValid ? "tag done" : "tag warning"}>
          {t(isValid ? "certificate.valid" : "certificate.expired")}
        </span>
      </div>
      <p>{t("certificate.since", { date: date(language, issuedAt), version: policyVersion })}</p>
      {isValid ? null : (
        <p class="small">{t("certificate.lacking", { lessons: lacking.map(titleOf).join("; ") })}</p>
      )}
      <div class="buttons">
        <button type="button" class="button" data-testid="certificate-save" onClick={save}>
          <Download size={16} aria-hidden="true" />
          {t("certificate.save")}
        </button>
        <span class="exam-saved small muted" role="status">
          {saved === undefined ? "" : t("certificate.saved", { name: saved })}
        </span>
      </div>
    </section>
  );
}
