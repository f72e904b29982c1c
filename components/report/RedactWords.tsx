/** Redacts names of bystanders: those found in the evidence, and others that the person enters. */

import { useState } from "preact/hooks";
import type { ContextRelation, Evidence } from "../../utils/shared/contract/evidence.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { blocks } from "../../utils/shared/policy/redaction.ts";
import { Foreign } from "../ui/Foreign.tsx";
import { useLanguage } from "../ui/language.ts";

export interface RedactWordsProps {
  evidence: Evidence;
  busy: boolean;
  onRedact(words: string[]): void;
}

/** Relations whose names are people's. Groups, pages and channels are not people. */
const personRelations: readonly ContextRelation[] = [
  "parent",
  "quoted",
  "reshared",
  "reposted-by",
  "forwarded-from",
];
const leastChars = 2;

export function RedactWords({ evidence, busy, onRedact }: RedactWordsProps) {
  const { t } = useLanguage();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [other, setOther] = useState("");
  const names = bystanderNames(evidence);
  const typed = other.trim();
  const words = [
    ...picked.filter((name) => names.includes(name)),
    ...(typed.length >= leastChars ? [typed] : []),
  ];
  const pick = (name: string) =>
    setPicked(picked.includes(name) ? picked.filter((one) => one !== name) : [...picked, name]);
  const redact = (event: Event) => {
    event.preventDefault();
    if (busy || words.length === 0) return;
    onRedact(words);
    setOther("");
  };
  return (
    <form class="redact-words" noValidate onSubmit={redact}>
      <h2>{t("form.redactWords")}</h2>
      <p class="small muted">{t("form.redactWordsHow", { blocks })}</p>
      {names.length > 0 ? (
        <div class="chips">
          {names.map((name) => (
            <label key={name} class="chip" data-testid="redact-name">
              <input
                type="checkbox"
                class="hidden-text"
                checked={picked.includes(name)}
                onChange={() => pick(name)}
              />
              <Foreign text={name} />
            </label>
          ))}
        </div>
      ) : null}
      <div class="redact-other">
        <input
          class="input"
          data-testid="redact-other"
          aria-label={t("form.redactOther")}
          placeholder={t("form.redactOther")}
          maxLength={limits.nameChars}
          value={other}
          onInput={(event) => setOther(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-testid="redact" disabled={busy || words.length === 0}>
          {t(busy ? "form.redacting" : "form.redact")}
        </button>
      </div>
    </form>
  );
}

/** Distinct names, without the post's own author. */
function bystanderNames({ fields }: Evidence): string[] {
  const own = [fields.authorName?.value, fields.authorHandle?.value];
  const names = (fields.context?.value ?? []).flatMap(({ relation, name }) =>
    personRelations.includes(relation) && name && !own.includes(name) && !name.includes(blocks) ? [name] : [],
  );
  return [...new Set(names)];
}
