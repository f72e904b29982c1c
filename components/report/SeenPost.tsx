/** All evidence of one post that will be sent, with the means to redact it. */

import { useState } from "preact/hooks";
import type { AskedRedaction, DraftPost } from "../../utils/shared/contract/draft.ts";
import type { PixelBox, Picture as Taken } from "../../utils/shared/contract/files.ts";
import type { Problem } from "../../utils/shared/contract/problem.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { timecode } from "../../utils/shared/i18n/time.ts";
import { EvidenceList } from "../ui/EvidenceList.tsx";
import { countParts } from "../ui/evidence-parts.ts";
import { Failure } from "../ui/Failure.tsx";
import { LockKeyhole, Undo2 } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { Picture } from "../ui/Picture.tsx";
import { Snapshot } from "../ui/Snapshot.tsx";
import { fileAddressOf } from "./address-in.ts";
import { BoxEditor } from "./BoxEditor.tsx";
import { RedactWords } from "./RedactWords.tsx";

export interface RedactCalls {
  onRedact(evidenceId: string, redaction: AskedRedaction): Promise<Result<unknown>>;
  onRestore(evidenceId: string): Promise<Result<unknown>>;
}

export interface PostPreviewProps {
  post: DraftPost;
  blurred: boolean;
  /** Undefined in the no-pixels lane, where nothing is left to redact. */
  redacting: RedactCalls | undefined;
}

/** Returns the HTML of a draft's page copy; undefined if none was taken. */
function snapshotIn({ evidence: { snapshot }, files }: DraftPost): string | undefined {
  const address = snapshot?.state === "taken" ? files[snapshot.file.sha256] : undefined;
  if (address === undefined) return undefined;
  const binary = atob(address.slice(address.indexOf(",") + 1));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

interface EditablePictureProps {
  picture: Taken;
  files: DraftPost["files"];
  blurred: boolean;
  busy: boolean;
  /** Resolves to true on success; undefined if redaction is not allowed. */
  onRedact: ((boxes: readonly PixelBox[]) => Promise<boolean>) | undefined;
}

/** A full-size picture of the evidence, or the editor of its redaction boxes. */
function EditablePicture({ picture, files, blurred, busy, onRedact }: EditablePictureProps) {
  const { t } = useLanguage();
  const [boxes, setBoxes] = useState<PixelBox[]>();
  const address = fileAddressOf(files, picture);
  if (picture.state === "none" || address === undefined || !onRedact) {
    return <Picture picture={picture} address={address} blurred={blurred} />;
  }
  if (boxes === undefined) {
    return (
      <div class="seen-picture">
        <Picture picture={picture} address={address} blurred={blurred} />
        <button type="button" class="button" data-testid="redact-picture" onClick={() => setBoxes([])}>
          {t("form.redactPicture")}
        </button>
      </div>
    );
  }
  const paint = async () => {
    if (await onRedact(boxes)) setBoxes(undefined);
  };
  const words = boxes.length > 0 ? t("form.redactBoxes", { count: boxes.length }) : t("form.redact");
  return (
    <div class="seen-picture">
      <BoxEditor file={picture.file} address={address} boxes={boxes} onChange={setBoxes} />
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          data-testid="redact-boxes"
          disabled={busy || boxes.length === 0}
          onClick={paint}
        >
          {busy ? t("form.redacting") : words}
        </button>
        <button type="button" class="button quiet" onClick={() => setBoxes(undefined)}>
          {t("form.cancel")}
        </button>
      </div>
    </div>
  );
}

export function PostPreview({ post, blurred, redacting }: PostPreviewProps) {
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
      <EditablePicture picture={evidence.picture} {...pictureProps("picture")} />
      {evidence.frame ? (
        <section>
          <h2>
            {t("file.frame")}
            {timecodeSeconds ? <span class="muted"> {timecode(timecodeSeconds.value)}</span> : null}
          </h2>
          <EditablePicture picture={evidence.frame} {...pictureProps("frame")} />
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
