/** Pictures of an item's outcome checks, veiled until a person reveals one, or the reason why there is none. */

import type { CheckPicture } from "../../../utils/shared/contract/outcome-check.ts";
import type { ItemView } from "../../../utils/shared/contract/request.ts";
import { dateTime } from "../../../utils/shared/i18n/time.ts";
import { Fold } from "../../ui/Fold.tsx";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";
import { Picture } from "../../ui/Picture.tsx";
import { CaseFile, type FileCalls } from "../case/CaseFile.tsx";

export interface ItemPicturesProps {
  item: Pick<ItemView, "caseId" | "pictures">;
  calls: FileCalls;
}

export function ItemPictures({ item: { caseId, pictures = [] }, calls }: ItemPicturesProps) {
  const { t } = useLanguage();
  if (pictures.length === 0) return null;
  return (
    <Fold label={t("item.pictures", { count: pictures.length })} testId="item-pictures" lazy>
      <ul class="item-pictures">
        {pictures.map((one) => (
          <li key={one.checkId} data-testid="item-picture" data-bytes={one.bytes ?? "none"}>
            <p class="small muted">
              <LookWords look={one} />
            </p>
            <LookPicture look={one} caseId={caseId} calls={calls} />
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
    <CaseFile
      caseId={caseId}
      file={picture.file}
      title={t("item.picture")}
      sealed
      here
      calls={calls}
      onRevealed={() => undefined}
    />
  );
}
