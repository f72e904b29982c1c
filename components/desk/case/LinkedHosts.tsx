/** Link targets of a case: other posts with the same target, and findings about its page. Facts, never a verdict. */

import { useEffect, useState } from "preact/hooks";
import type { CaseView } from "../../../utils/shared/contract/case.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type {
  LinkedHost,
  LinkedPageKind,
  LinkInspection,
  LinkInspectionInput,
} from "../../../utils/shared/contract/link-inspection.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Chips } from "../../ui/Chips.tsx";
import { Failure } from "../../ui/Failure.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Skeleton } from "../../ui/Placeholder.tsx";
import { refuseTooLong, TextArea } from "../../ui/TextArea.tsx";
import { useAct } from "../../ui/use-act.ts";
import { useDraft } from "../../ui/use-draft.ts";
import { useLoad } from "../../ui/use-load.ts";
import type { LinkCalls } from "./case-calls.ts";
import "./links.css";

export interface LinkedHostsProps {
  view: CaseView;
  calls: LinkCalls;
  onOpen(caseId: string): void;
  /** Called when the case's log has a new entry. */
  onChanged(): Promise<void>;
  /** Called with the number of link targets once they are known. */
  onCount?(hosts: number): void;
}

export function LinkedHosts(props: LinkedHostsProps) {
  return hasLinks(props.view) ? <HostList {...props} /> : null;
}

/** Whether a report names links; the intake knows which of their targets count. */
export function hasLinks({ reportList }: Pick<CaseView, "reportList">): boolean {
  return reportList.some(({ evidence }) => evidence.fields.links !== undefined);
}

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

interface LinkFormProps {
  caseId: string;
  host: string;
  onSend(body: LinkInspectionInput): Promise<Result<unknown>>;
  onSaved(): Promise<void>;
}

/** Records a person's finding about a page that a post links to. */
function LinkForm({ caseId, host, onSend, onSaved }: LinkFormProps) {
  const { t } = useLanguage();
  const { problem, run } = useAct();
  // A retry sends the same id; changed input gets a new one.
  const kept = useDraft(`link:${caseId}:${host}`, empty);
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
    if (!page || countWrong || refuseTooLong(note, limits.noteChars)) return;
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
      <TextField
        label={t("links.count")}
        error={tried && countWrong ? t("links.countWrong") : undefined}
        class="link-count"
        inputMode="numeric"
        testId="link-count"
        value={count}
        onInput={(typed) => change({ count: typed })}
      />
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

/** With more targets than this, each is one line that unfolds. */
const unfoldedHosts = 2;

function HostList({ view, calls, onOpen, onChanged, onCount }: LinkedHostsProps) {
  const { t } = useLanguage();
  const { value, problem, reload } = useLoad(`links of ${view.id}`, () => calls.getCaseLinks(view.id));
  const count = value?.hosts.length;
  useEffect(() => {
    if (count !== undefined) onCount?.(count);
  }, [count]);
  const reloadAll = async () => {
    await reload();
    await onChanged();
  };
  if (value?.hosts.length === 0) return null;
  return (
    <section class="block" aria-busy={!value} data-testid="links">
      <h2>{t("links.title")}</h2>
      <p class="small muted">{t("links.hint")}</p>
      {value || problem ? null : <Skeleton label={t("home.loading")} rows={1} height={96} />}
      {problem ? <Failure problem={problem} onRetry={reload} /> : null}
      <ul class="linked-hosts">
        {value?.hosts.map((host) => (
          <li key={host.host} class="card" data-testid="linked-host" data-host={host.host}>
            <Fold
              label={host.host}
              note={host.elsewhere.cases > 0 ? t("links.cases", { count: host.elsewhere.cases }) : undefined}
              open={value.hosts.length <= unfoldedHosts}
            >
              <LinkedHostRow linked={host} onOpen={onOpen} />
              {value.mayLook ? (
                <Fold label={t("links.note")} testId="link-note">
                  <LinkForm
                    caseId={view.id}
                    host={host.host}
                    onSend={(body) => calls.lookAtLink(view.id, body)}
                    onSaved={reloadAll}
                  />
                </Fold>
              ) : null}
            </Fold>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LinkedHostRow({ linked, onOpen }: { linked: LinkedHost; onOpen(caseId: string): void }) {
  const { t } = useLanguage();
  const { addresses, elsewhere, looks } = linked;
  const { cases, authors, more, newest } = elsewhere;
  const sentence = more ? "links.more" : cases === 0 ? "links.alone" : "links.elsewhere";
  return (
    <>
      {addresses.map((address) => (
        <p key={address} class="small">
          <Foreign text={address} />{" "}
          <a href={address} target="_blank" rel="noreferrer noopener" data-testid="link-open">
            {t("links.open")}
          </a>
        </p>
      ))}
      <p data-testid="link-elsewhere" data-cases={cases}>
        {t(sentence, { cases, authors })}
      </p>
      <ul class="other-cases">
        {newest.map(({ caseId, subject }) => (
          <li key={caseId}>
            <button type="button" class="button link" onClick={() => onOpen(caseId)}>
              {t("links.openCase", { subject })}
            </button>
          </li>
        ))}
      </ul>
      {looks.length === 0 ? <p class="muted">{t("links.unseen")}</p> : null}
      {looks.map((look) => (
        <LinkInspectionLine key={look.id} look={look} />
      ))}
    </>
  );
}

function LinkInspectionLine({ look }: { look: LinkInspection }) {
  const { language, t } = useLanguage();
  const { page, advertisements, covering, note, by, at } = look;
  return (
    <div data-testid="link-look" data-page={page}>
      <p>
        {t(covering ? "links.lookCovering" : "links.look", {
          page: t(`linkedPage.${page}`),
          count: advertisements,
        })}
      </p>
      {note === undefined ? null : (
        <p>
          <Foreign text={note} />
        </p>
      )}
      <p class="small muted">{t("links.by", { name: by, when: dateTime(language, at) })}</p>
    </div>
  );
}
