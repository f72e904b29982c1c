/** The items of a request: the platform's answer and the last outcome check of each, with a link to its case. */

import type { CheckPicture } from "../../../utils/shared/contract/outcome-check.ts";
import type { ItemView, RequestView } from "../../../utils/shared/contract/request.ts";
import { dateTime, relativeTime } from "../../../utils/shared/i18n/time.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { ExternalLink } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Picture } from "../../ui/Picture.tsx";
import { CaseFile, type FileCalls } from "../case/CaseFile.tsx";
import { PictureSet } from "../case/PictureSet.tsx";
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

interface ItemPicturesProps {
  item: Pick<ItemView, "caseId" | "pictures">;
  calls: FileCalls;
}

/**
 * Pictures of an item's outcome checks, veiled until a person reveals one, or the reason why there is
 * none.
 */
function ItemPictures({ item: { caseId, pictures = [] }, calls }: ItemPicturesProps) {
  const { t } = useLanguage();
  if (pictures.length === 0) return null;
  return (
    <Fold label={t("item.pictures", { count: pictures.length })} testId="item-pictures" lazy>
      <ul class="item-pictures">
        {pictures.map((picture) => (
          <li key={picture.checkId} data-testid="item-picture" data-bytes={picture.bytes ?? "none"}>
            <p class="small muted">
              <LookWords look={picture} />
            </p>
            <LookPicture look={picture} caseId={caseId} calls={calls} />
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function LookWords({ look: { seen, seenFrom, at, by } }: { look: CheckPicture }) {
  const { language, t } = useLanguage();
  return (
    <>
      {t(`checks.place.${seenFrom}`)}, {dateTime(language, at)}: {t(`seen.${seen}`)} (<Foreign text={by} />)
    </>
  );
}

interface LookPictureProps {
  look: CheckPicture;
  caseId: string;
  calls: FileCalls;
}

function LookPicture({ look: { picture, bytes }, caseId, calls }: LookPictureProps) {
  const { t } = useLanguage();
  if (picture.state === "none") return <Picture picture={picture} address={undefined} blurred />;
  if (bytes !== "here")
    return (
      <div class="picture no-picture">
        {t(bytes === "deleted" ? "item.pictureDeleted" : "item.pictureAwaited")}
      </div>
    );
  return (
    <PictureSet>
      <CaseFile
        caseId={caseId}
        file={picture.file}
        title={t("item.picture")}
        sealed
        here
        calls={calls}
        onRevealed={() => undefined}
      />
    </PictureSet>
  );
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
