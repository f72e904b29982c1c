/** The facts of a case in a compact table, each with a button that copies it. */

import { useEffect, useState } from "preact/hooks";
import type { CaseView, ReportView } from "../../../utils/shared/contract/case.ts";
import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { text } from "../../../utils/shared/i18n/text.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { copyText } from "../../ui/CopyField.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Check, Copy } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

interface Fact {
  name: string;
  label: string;
  value: string;
  copies: boolean;
}

export function CaseFacts({ view, report }: { view: CaseView; report: ReportView }) {
  const facts = useFacts(view, report);
  return (
    <dl class="facts case-facts" data-testid="facts">
      {facts.map((fact) => (
        <FactRow key={fact.name} fact={fact} />
      ))}
    </dl>
  );
}

function FactRow({ fact: { name, label, value, copies } }: { fact: Fact }) {
  const { t } = useLanguage();
  const [copied, setCopied] = useState<boolean>();
  useEffect(() => setCopied(undefined), [value]);
  return (
    <div data-fact={name}>
      <dt>{label}</dt>
      <dd>
        <span>
          <Foreign text={value} />
        </span>
        {copies ? (
          <IconButton
            label={t("copy.of", { what: label })}
            icon={copied ? Check : Copy}
            data-testid={`copy-${name}`}
            onClick={() => void copyText(value).then(setCopied)}
          />
        ) : null}
        <span class="hidden-text" role="status">
          {copied === undefined ? "" : t(copied ? "copy.done" : "copy.select", { what: label })}
        </span>
      </dd>
    </div>
  );
}

/** When the post was published. A site's own words ("2 jam") count from the moment at which they were read. */
export function publishedWords(language: Language, { fields, capturedAt }: Evidence): string | undefined {
  if (fields.publishedAt) return dateTime(language, fields.publishedAt.value);
  const raw = fields.publishedRaw?.value;
  return raw && text(language, "facts.publishedSeen", { raw, at: dateTime(language, capturedAt) });
}

/** Facts that the evidence does not have are left out. */
function useFacts(view: CaseView, { evidence, number }: ReportView): Fact[] {
  const { language, t } = useLanguage();
  const { fields } = evidence;
  const account = [fields.authorName?.value, fields.authorHandle?.value].filter((name) => name !== undefined);
  const fact = (name: string, label: string, value: string | undefined, copies = true): Fact[] =>
    value === undefined || value === "" ? [] : [{ name, label, value, copies }];
  return [
    ...fact("number", t("facts.number"), number),
    ...fact("address", t("field.permalink"), fields.permalink?.value ?? view.permalink),
    ...fact("subject", t("facts.subject"), view.subject),
    ...fact("account", t("facts.account"), account.join(" · "), false),
    ...fact("author-id", t("field.authorId"), fields.authorId?.value),
    ...fact("published", t("field.publishedAt"), publishedWords(language, evidence), false),
    ...fact("captured", t("facts.captured"), dateTime(language, evidence.capturedAt), false),
  ];
}
