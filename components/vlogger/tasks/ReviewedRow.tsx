/** A reviewed case: the vlogger's verdict and the final outcome; for a golden case also the reason. */

import type { ReviewedCase } from "../../../utils/shared/contract/vlogger-record.ts";
import { videoName } from "../../../utils/shared/i18n/video-name.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { useLanguage } from "../../ui/language.ts";

export function ReviewedRow({ reviewed }: { reviewed: ReviewedCase }) {
  const { t } = useLanguage();
  const { title, subject, verdict, found } = reviewed;
  const said = t(`verdict.${verdict}`);
  const outcome = outcomeOf(found);
  return (
    <li class="own-row" data-testid="reviewed-row" data-outcome={outcome} data-golden={found?.golden}>
      <p class="row-head title-head">
        <strong>
          <Foreign text={videoName({ title, subject })} />
        </strong>
        <span class={`tag ${outcome === "isRight" ? "done" : ""}`}>{t(`trust.${outcome}`)}</span>
      </p>
      <p class="small">
        {found
          ? t("trust.found", { said, found: t(found.violates ? "verdict.violates" : "verdict.does-not") })
          : t("trust.said", { said })}
      </p>
      {found?.why ? <p class="small muted">{t("trust.why", { why: found.why })}</p> : null}
    </li>
  );
}

function outcomeOf(found: ReviewedCase["found"]) {
  if (!found) return "waits";
  if (found.right === undefined) return "noSide";
  return found.right ? "isRight" : "isWrong";
}
