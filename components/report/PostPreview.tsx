/** All evidence of one post that will be sent, with the means to redact it. */

import { useEffect, useRef } from "preact/hooks";
import type { DraftPost } from "../../utils/shared/contract/draft.ts";
import type { ContextRelation, Evidence } from "../../utils/shared/contract/evidence.ts";
import type { Picture as Taken } from "../../utils/shared/contract/files.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { timecode } from "../../utils/shared/i18n/time.ts";
import { blocks } from "../../utils/shared/policy/redaction.ts";
import { EvidenceList } from "../ui/EvidenceList.tsx";
import { countParts } from "../ui/evidence-parts.ts";
import { Foreign } from "../ui/Foreign.tsx";
import { LockKeyhole, Undo2 } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { fileAddressOf, Picture } from "../ui/Picture.tsx";
import { Snapshot } from "../ui/Snapshot.tsx";
import { BoxEditor } from "./BoxEditor.tsx";
import type { PostRedaction } from "./use-redaction.ts";
import "./redact.css";

export interface PostPreviewProps {
  post: DraftPost;
  blurred: boolean;
  /** Undefined in the no-pixels lane, where nothing is left to redact. */
  redaction: PostRedaction | undefined;
}

/** Returns the HTML of a draft's page copy; undefined if none was taken. */
function snapshotIn({ evidence: { snapshot }, files }: DraftPost): string | undefined {
  const address = snapshot?.state === "taken" ? files[snapshot.file.sha256] : undefined;
  if (address === undefined) return undefined;
  const binary = atob(address.slice(address.indexOf(",") + 1));
  return new TextDecoder().decode(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
}

interface EditablePictureProps extends Omit<PostPreviewProps, "post"> {
  name: "picture" | "frame";
  picture: Taken;
  files: DraftPost["files"];
}

/** A full-size picture of the evidence, or the editor of its redaction boxes. */
function EditablePicture({ name, picture, files, blurred, redaction }: EditablePictureProps) {
  const { t } = useLanguage();
  const edit = useRef<HTMLButtonElement>(null);
  const boxes = redaction?.marked[name];
  const isOpen = useRef(false);
  useEffect(() => {
    if (isOpen.current && !boxes) edit.current?.focus();
    isOpen.current = boxes !== undefined;
  }, [boxes]);
  const address = fileAddressOf(files, picture);
  if (picture.state === "none" || address === undefined || !redaction) {
    return <Picture picture={picture} address={address} blurred={blurred} />;
  }
  const { busy, mark, hide } = redaction;
  if (boxes === undefined) {
    return (
      <div class="seen-picture">
        <Picture picture={picture} address={address} blurred={blurred} />
        <button
          ref={edit}
          type="button"
          class="button"
          data-testid="redact-picture"
          onClick={() => mark({ [name]: [] })}
        >
          {t("form.redactPicture")}
        </button>
      </div>
    );
  }
  const listed = boxes.map((box) => ({ file: name, box }));
  const words = boxes.length > 0 ? t("form.redactBoxes", { count: boxes.length }) : t("form.redact");
  return (
    <div class="seen-picture">
      <BoxEditor
        file={picture.file}
        address={address}
        boxes={boxes}
        onChange={(changed) => mark({ [name]: changed })}
      />
      <div class="buttons">
        <button
          type="button"
          class="button primary"
          data-testid="redact-boxes"
          disabled={busy || boxes.length === 0}
          onClick={() => hide({ boxes: listed, words: [] }, { [name]: undefined })}
        >
          {busy ? t("form.redacting") : words}
        </button>
        <button
          type="button"
          class="button quiet"
          data-testid="redact-cancel"
          disabled={busy}
          onClick={() => mark({ [name]: undefined })}
        >
          {t("form.redactCancel")}
        </button>
      </div>
    </div>
  );
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
function RedactWords({ evidence, redaction }: { evidence: Evidence; redaction: PostRedaction }) {
  const { t } = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const { marked, busy, mark, hide } = redaction;
  const names = bystanderNames(evidence);
  const typed = marked.other.trim();
  const words = [...marked.names, ...(typed.length >= leastChars ? [typed] : [])];
  const pick = (name: string) => {
    const others = marked.names.filter((other) => other !== name);
    mark({ names: others.length < marked.names.length ? others : [...others, name] });
  };
  const redact = async (event: Event) => {
    event.preventDefault();
    if (busy || words.length === 0) return;
    await hide({ boxes: [], words }, { names: [], other: "" });
    // The pressed button was disabled meanwhile and has lost the focus.
    if (document.activeElement === document.body) field.current?.focus();
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
                checked={marked.names.includes(name)}
                disabled={busy}
                onChange={() => pick(name)}
              />
              <Foreign text={name} />
            </label>
          ))}
        </div>
      ) : null}
      <div class="redact-other">
        <input
          ref={field}
          class="input"
          data-testid="redact-other"
          aria-label={t("form.redactOther")}
          placeholder={t("form.redactOther")}
          maxLength={limits.nameChars}
          readOnly={busy}
          value={marked.other}
          onInput={(event) => mark({ other: event.currentTarget.value })}
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

export function PostPreview({ post, blurred, redaction }: PostPreviewProps) {
  const { t } = useLanguage();
  const { evidence, files } = post;
  const { timecodeSeconds } = evidence.fields;
  const parts = countParts(evidence);
  const done = useRef<HTMLParagraphElement>(null);
  const shown = { files, blurred, redaction };

  return (
    <>
      <p class="small muted">
        {t("form.partsSent", { count: parts.sent })}
        {parts.missing > 0 ? `, ${t("form.partsMissing", { count: parts.missing })}` : ""}
      </p>
      {redaction ? (
        <p ref={done} tabIndex={-1} class="small" role="status" data-testid="redact-done">
          {redaction.done ? t(`form.redactDone.${redaction.done}`) : ""}
        </p>
      ) : null}
      <EditablePicture name="picture" picture={evidence.picture} {...shown} />
      {evidence.frame ? (
        <section>
          <h2>
            {t("file.frame")}
            {timecodeSeconds ? <span class="muted"> {timecode(timecodeSeconds.value)}</span> : null}
          </h2>
          <EditablePicture name="frame" picture={evidence.frame} {...shown} />
        </section>
      ) : null}
      {evidence.snapshot ? (
        <Snapshot snapshot={evidence.snapshot} html={snapshotIn(post)} veil={blurred ? "blurred" : "none"} />
      ) : null}
      {redaction ? <RedactWords evidence={evidence} redaction={redaction} /> : null}
      {redaction && evidence.redactions.some(({ what }) => what !== "own") ? (
        <button
          type="button"
          class="button"
          data-testid="restore"
          disabled={redaction.busy}
          onClick={async () => {
            await redaction.restore();
            // The pressed button is gone.
            if (document.activeElement === document.body) done.current?.focus();
          }}
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
