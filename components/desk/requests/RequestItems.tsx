/** The items of a request: the platform's answer and the last outcome check of each, with a link to its case. */

import type { ItemView, RequestView } from "../../../utils/shared/contract/request.ts";
import { relativeTime } from "../../../utils/shared/i18n/time.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { ExternalLink } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import type { FileCalls } from "../case/CaseFile.tsx";
import { ItemPictures } from "./ItemPictures.tsx";
import { outcomeTone } from "./state-tones.ts";

export interface RequestItemsProps {
  view: RequestView;
  nowMs: number;
  calls: FileCalls;
  onOpenCase(caseId: string): void;
}

export function RequestItems({ view, nowMs, calls, onOpenCase }: RequestItemsProps) {
  const { t } = useLanguage();
  return (
    <section class="block">
      <h2>{t("item.title")}</h2>
      <ol class="request-items">
        {view.itemList.map((item) => (
          <li key={item.id} data-testid="request-item" data-outcome={item.outcome}>
            <ItemLine
              item={item}
              nowMs={nowMs}
              calls={calls}
              mayOpen={view.category !== "PORNO_ANAK"}
              onOpenCase={() => onOpenCase(item.caseId)}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface ItemLineProps {
  item: ItemView;
  nowMs: number;
  calls: FileCalls;
  /** False in the no-pixels lane, where no content is opened from here. */
  mayOpen: boolean;
  onOpenCase(): void;
}

function ItemLine({ item, nowMs, calls, mayOpen, onOpenCase }: ItemLineProps) {
  const { language, t } = useLanguage();
  const { place, address, outcome, outcomeNote, seen, seenAt, proven, checkAt } = item;
  const when = (at: string) => relativeTime(language, at, nowMs);
  return (
    <>
      <p class="row-head">
        <span class="request-place">{place}.</span>
        <span class={outcomeTone(outcome)}>{t(`outcome.${outcome}`)}</span>
      </p>
      {proven ? (
        <p class="small item-proven" data-testid="item-proven">
          {t(proven.stated ? "item.stated" : "item.proven", { when: when(proven.at), by: proven.by })}
        </p>
      ) : null}
      <p>
        <Foreign text={address} />
      </p>
      {outcomeNote ? (
        <p class="small">
          <Foreign text={outcomeNote} />
        </p>
      ) : null}
      {seen && seenAt ? (
        <p class="small muted">{t("item.seen", { when: when(seenAt), seen: t(`seen.${seen}`) })}</p>
      ) : null}
      {checkAt ? <p class="small muted">{t("item.check", { when: when(checkAt) })}</p> : null}
      <ItemPictures item={item} calls={calls} />
      <p class="request-links">
        <button type="button" class="button link" data-testid="item-case" onClick={onOpenCase}>
          {t("item.case")}
        </button>
        {mayOpen ? (
          <a class="button link" href={address} target="_blank" rel="noreferrer noopener">
            {t("item.open")}
            <ExternalLink size={12} aria-hidden="true" />
          </a>
        ) : null}
      </p>
    </>
  );
}
