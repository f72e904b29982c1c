/** All evidence of one post that will be sent, with the means to redact it. */

import { useState } from "preact/hooks";
import type { AskedRedaction, DraftPost } from "../../utils/shared/contract/draft.ts";
import type { ContextRelation, Evidence } from "../../utils/shared/contract/evidence.ts";
import type { PixelBox, Picture as Taken } from "../../utils/shared/contract/files.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { Result } from "../../utils/shared/contract/result.ts";
import { timecode } from "../../utils/shared/i18n/time.ts";
import { blocks } from "../../utils/shared/policy/redaction.ts";
import { EvidenceList } from "../ui/EvidenceList.tsx";
import { countParts } from "../ui/evidence-parts.ts";
import { Failure } from "../ui/Failure.tsx";
import { Foreign } from "../ui/Foreign.tsx";
import { LockKeyhole, Undo2 } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { fileAddressOf, Picture } from "../ui/Picture.tsx";
import { Snapshot } from "../ui/Snapshot.tsx";
import { useAct } from "../ui/use-act.ts";
import { BoxEditor } from "./BoxEditor.tsx";
import "./redact.css";

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

interface RedactWordsProps {
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

/** Redacts names of bystanders: those found in the evidence, and others that the person enters. */
function RedactWords({ evidence, busy, onRedact }: RedactWordsProps) {
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

export function PostPreview({ post, blurred, redacting }: PostPreviewProps) {
  const { t } = useLanguage();
  const { problem, busy, run } = useAct();
  const { evidence, files } = post;
  const { timecodeSeconds } = evidence.fields;
  const parts = countParts(evidence);

  const pictureProps = (file: "picture" | "frame") => ({
    files,
    blurred,
    busy,
    onRedact:
      redacting &&
      ((boxes: readonly PixelBox[]) =>
        run(() =>
          redacting.onRedact(evidence.id, { boxes: boxes.map((box) => ({ file, box })), words: [] }),
        )),
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
          onRedact={(words) => void run(() => redacting.onRedact(evidence.id, { boxes: [], words }))}
        />
      ) : null}
      {redacting && evidence.redactions.some(({ what }) => what !== "own") ? (
        <button
          type="button"
          class="button"
          data-testid="restore"
          disabled={busy}
          onClick={() => void run(() => redacting.onRestore(evidence.id))}
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
