/** Records a person's finding about a page that a post links to. */

import { useId, useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { LinkedPageKind, LinkInspectionInput } from "../../../utils/shared/contract/link-inspection.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { useLanguage } from "../../ui/language.ts";
import { TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { usePersistedState } from "../../ui/use-persisted-state.ts";

interface Draft {
  id: string;
  page?: LinkedPageKind;
  /** As typed. */
  count: string;
  covering: boolean;
  note: string;
}

const pages = [
  "article",
  "shop",
  "copied",
  "empty",
  "download",
  "other",
  "gone",
] as const satisfies LinkedPageKind[];
const mostAdvertisements = 200;
const empty = (): Draft => ({ id: crypto.randomUUID(), count: "", covering: false, note: "" });

export interface LinkFormProps {
  caseId: string;
  host: string;
  onSend(body: LinkInspectionInput): Promise<Result<unknown>>;
  onSaved(): Promise<void>;
}

export function LinkForm({ caseId, host, onSend, onSaved }: LinkFormProps) {
  const { t } = useLanguage();
  const { problem, run } = useAct();
  const countId = useId();
  // A retry sends the same id; changed input gets a new one.
  const kept = usePersistedState(`link:${caseId}:${host}`, empty);
  const [tried, setTried] = useState(false);
  const [saved, setSaved] = useState(false);
  const { id, page, count, covering, note } = kept.value;
  const change = (part: Partial<Draft>) => {
    setSaved(false);
    kept.set((old) => ({ ...old, ...part, id: crypto.randomUUID() }));
  };
  const advertisements = /^\d{1,3}$/.test(count.trim()) ? Number(count) : mostAdvertisements + 1;
  const countWrong = advertisements > mostAdvertisements;
  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!page || countWrong) return;
    const words = note.trim();
    const body = { id, host, page, advertisements, covering, ...(words === "" ? {} : { note: words }) };
    if (!(await run(() => onSend(body)))) return;
    kept.clear();
    setTried(false);
    await onSaved();
    setSaved(true);
  };
  return (
    <form class="block" noValidate onSubmit={send} data-testid="link-form">
      <Chips
        label={t("links.page")}
        options={pages.map((value) => ({
          value,
          label: t(`linkedPage.${value}`),
          testId: `link-page-${value}`,
        }))}
        value={page}
        onChange={(chosen) => change({ page: chosen })}
      />
      {tried && !page ? <p class="error">{t("links.pickPage")}</p> : null}
      <div class="field">
        <label for={countId}>{t("links.count")}</label>
        <input
          id={countId}
          class="input link-count"
          inputMode="numeric"
          data-testid="link-count"
          value={count}
          aria-invalid={tried && countWrong ? "true" : undefined}
          aria-describedby={`${countId}-about`}
          onInput={(event) => change({ count: event.currentTarget.value })}
        />
        <p id={`${countId}-about`} class="error">
          {tried && countWrong ? t("links.countWrong") : null}
        </p>
      </div>
      <label class="check">
        <input
          type="checkbox"
          data-testid="link-covering"
          checked={covering}
          onChange={(event) => change({ covering: event.currentTarget.checked })}
        />
        {t("links.covering")}
      </label>
      <TextArea
        label={t("links.words")}
        value={note}
        onChange={(words) => change({ note: words })}
        maxChars={limits.noteChars}
        testId="link-words"
      />
      {problem ? <Failure problem={problem} /> : null}
      <div class="buttons">
        <button type="submit" class="button" data-testid="link-save">
          {t("links.save")}
        </button>
        <span class="small" role="status" data-testid="link-saved">
          {saved ? t("links.saved") : ""}
        </span>
      </div>
    </form>
  );
}
