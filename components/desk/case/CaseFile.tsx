/** One sealed file of a case. Veiled until a person reveals it, which the case's log records, and can be veiled again. */

import { useId, useState } from "preact/hooks";
import type { File as Sealed } from "../../../utils/shared/contract/files.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Eye, EyeOff } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Snapshot } from "../../ui/Snapshot.tsx";
import { type FileCalls, useCaseFile } from "./use-case-file.ts";

export interface CaseFileProps {
  caseId: string;
  file: Sealed;
  /** For example `Gambar` or `Bingkai video pada 0:42`. */
  title: string;
  /** The file's digest is covered by a verified seal. */
  sealed: boolean;
  /** The intake has received the file's bytes. */
  here: boolean;
  calls: FileCalls;
  /** Called when the case's log has a new entry. */
  onRevealed(): void;
}

const digestChars = 12;

export function CaseFile({ caseId, file, title, sealed, here, calls, onRevealed }: CaseFileProps) {
  const { t } = useLanguage();
  const about = useId();
  const [colour, setColour] = useState(false);
  const { veil, clear, busy, problem, reveal, hide } = useCaseFile({ caseId, file, here, calls });
  return (
    <figure class="case-file" data-testid="case-file" data-state={clear ? "clear" : "veiled"}>
      {file.type === "text/html" ? (
        clear?.html === undefined ? null : (
          <Snapshot snapshot={{ state: "taken", file }} html={clear.html} veil={colour ? "colour" : "grey"} />
        )
      ) : (
        // A tall picture scrolls inside its box, also by keyboard.
        <div
          class={`picture ${here ? "" : "no-picture"}`}
          {...(clear ? { tabIndex: 0, role: "group", "aria-label": title } : {})}
        >
          {here ? (
            <img
              class={clear ? (colour ? "" : "grey") : "veiled"}
              src={clear?.address ?? veil}
              width={file.width}
              height={file.height}
              alt={t(clear ? "review.fileClear" : "review.fileVeiled", { title })}
              draggable={false}
            />
          ) : (
            t("review.fileWaiting")
          )}
        </div>
      )}
      <figcaption>
        <span>
          {title}
          <span class="small muted" title={file.sha256}>
            {t(sealed ? "review.fileSealed" : "review.fileDigest", {
              digest: file.sha256.slice(0, digestChars),
            })}
          </span>
        </span>
        {here ? (
          <button
            type="button"
            class="button"
            data-testid="file-reveal"
            aria-pressed={clear !== undefined}
            aria-disabled={busy}
            aria-describedby={about}
            onClick={async () => {
              setColour(false);
              if (clear) hide();
              else if (await reveal()) onRevealed();
            }}
          >
            {clear ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
            {t(clear ? "review.fileHide" : "review.fileShow")}
          </button>
        ) : null}
        {clear ? (
          <button
            type="button"
            class="button link"
            data-testid="file-colour"
            aria-pressed={colour}
            onClick={() => setColour(!colour)}
          >
            {t("review.fileColour")}
          </button>
        ) : null}
        {here ? (
          <span id={about} class="small muted case-file-about">
            {t(clear ? "review.fileLogged" : "review.fileWillBeLogged")}
          </span>
        ) : null}
      </figcaption>
      {problem ? <Failure problem={problem} /> : null}
    </figure>
  );
}
