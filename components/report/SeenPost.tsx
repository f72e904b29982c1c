/** All evidence of one post that will be sent, with the means to redact it. */

import { useState } from "preact/hooks";
import type { AskedRedaction, DraftPost } from "../../utils/shared/contract/draft.ts";
import type { PixelBox } from "../../utils/shared/contract/files.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { timecode } from "../../utils/shared/i18n/time.ts";
import { EvidenceList } from "../ui/EvidenceList.tsx";
import { countParts } from "../ui/evidence-parts.ts";
import { Failure } from "../ui/Failure.tsx";
import { LockKeyhole, Undo2 } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Snapshot } from "../ui/Snapshot.tsx";
import { RedactWords } from "./RedactWords.tsx";
import { SeenPicture } from "./SeenPicture.tsx";
import { snapshotIn } from "./snapshot-in.ts";

export interface Redacting {
  onRedact(evidenceId: string, redaction: AskedRedaction): Promise<Result<unknown>>;
  onRestore(evidenceId: string): Promise<Result<unknown>>;
}

export interface SeenPostProps {
  post: DraftPost;
  blurred: boolean;
  /** Undefined in the no-pixels lane, where nothing is left to redact. */
  redacting: Redacting | undefined;
}

export function SeenPost({ post, blurred, redacting }: SeenPostProps) {
  const { t } = useLanguage();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { evidence, files } = post;
  const { timecodeSeconds } = evidence.fields;
  const parts = countParts(evidence);

  const run = async (act: Promise<Result<unknown>>) => {
    setBusy(true);
    setProblem(undefined);
    const result = await act;
    setBusy(false);
    if (!result.ok) setProblem(result.problem);
    return result.ok;
  };
  const pictureProps = (file: "picture" | "frame") => ({
    files,
    blurred,
    busy,
    onRedact:
      redacting &&
      ((boxes: readonly PixelBox[]) =>
        run(redacting.onRedact(evidence.id, { boxes: boxes.map((box) => ({ file, box })), words: [] }))),
  });

  return (
    <>
      {problem ? <Failure problem={problem} /> : null}
      <p class="small muted">
        {t("form.partsSent", { count: parts.sent })}
        {parts.missing > 0 ? `, ${t("form.partsMissing", { count: parts.missing })}` : ""}
      </p>
      <SeenPicture picture={evidence.picture} {...pictureProps("picture")} />
      {evidence.frame ? (
        <section>
          <h2>
            {t("file.frame")}
            {timecodeSeconds ? <span class="muted"> {timecode(timecodeSeconds.value)}</span> : null}
          </h2>
          <SeenPicture picture={evidence.frame} {...pictureProps("frame")} />
        </section>
      ) : null}
      {evidence.snapshot ? (
        <Snapshot snapshot={evidence.snapshot} html={snapshotIn(post)} veil={blurred ? "blurred" : "none"} />
      ) : null}
      {redacting ? (
        <RedactWords
          evidence={evidence}
          busy={busy}
          onRedact={(words) => void run(redacting.onRedact(evidence.id, { boxes: [], words }))}
        />
      ) : null}
      {redacting && evidence.redactions.some(({ what }) => what !== "own") ? (
        <button
          type="button"
          class="button"
          data-testid="restore"
          disabled={busy}
          onClick={() => void run(redacting.onRestore(evidence.id))}
        >
          <Undo2 size={16} aria-hidden="true" />
          {t("form.restore")}
        </button>
      ) : null}
      <EvidenceList evidence={evidence} />
      <p class="seal small muted">
        <LockKeyhole size={14} aria-hidden="true" />
        {t("evidence.seal")}
      </p>
    </>
  );
}
