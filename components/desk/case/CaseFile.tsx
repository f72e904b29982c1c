/** One sealed file of a case. Veiled until a person reveals it, which the case's log records, and can be veiled again. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import type { RevealReason } from "../../../utils/shared/contract/decision-grounds.ts";
import type { ImageFile, File as Sealed } from "../../../utils/shared/contract/files.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import { fail } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Eye, EyeOff, Maximize2 } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { Snapshot } from "../../ui/Snapshot.tsx";
import { useKeys } from "../../ui/use-keys.ts";
import type { PlaceName } from "../decision/cited-places.ts";
import { useZoom } from "./PictureSet.tsx";

export type FileCalls = Pick<Client, "readVeil" | "revealFile">;

/** `address` is the object URL of an image, `html` a page copy's markup. */
interface UnveiledFile {
  address?: string;
  html?: string;
}

interface CaseFileState {
  veil: string | undefined;
  clear: UnveiledFile | undefined;
  busy: boolean;
  failure: FileFailure | undefined;
  /** The intake shows the file only for a reason. */
  asksReason: boolean;
  /** Resolves to true once the file is shown. */
  reveal(reason?: RevealReason): Promise<boolean>;
  hide(): void;
  readVeil(): Promise<void>;
  /** The browser cannot draw the picture on the screen. */
  breakPicture(): void;
}

interface FileFailure {
  problem: Problem;
  /** Loads the file again; undefined after a refusal. */
  retries?: "veil" | "clear";
}

interface CaseFileInput {
  caseId: string;
  file: Sealed;
  here: boolean;
  calls: FileCalls;
}

/** State of a case's file on the screen: its veil, and its original bytes only while they are shown. */
function useCaseFile({ caseId, file, here, calls }: CaseFileInput): CaseFileState {
  const [veil, setVeil] = useState<string>();
  const [clear, setClear] = useState<UnveiledFile>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FileFailure>();
  const asksReason = failure?.problem.code === "reason-needed";
  const isPicture = file.type !== "text/html";
  const made = useRef<string[]>([]);
  const gone = useRef(false);
  const keep = (blob: Blob) => {
    const address = URL.createObjectURL(blob);
    made.current.push(address);
    return address;
  };
  const readVeil = async () => {
    const read = await calls.readVeil(caseId, file.sha256);
    if (gone.current) return;
    if (!read.ok) return setFailure({ problem: read.problem, retries: "veil" });
    setVeil(keep(read.value));
    // A refused reveal still shows its reason.
    setFailure((old) => (old?.retries === "veil" ? undefined : old));
  };
  const dropClear = () => {
    if (clear?.address) {
      URL.revokeObjectURL(clear.address);
      made.current = made.current.filter((address) => address !== clear.address);
    }
    setClear(undefined);
  };
  useEffect(() => {
    gone.current = false;
    if (here && isPicture) void readVeil();
    return () => {
      gone.current = true;
      for (const address of made.current.splice(0)) URL.revokeObjectURL(address);
    };
  }, [here]);

  return {
    veil,
    clear,
    busy,
    failure: asksReason ? undefined : failure,
    asksReason,
    async reveal(reason) {
      if (busy) return false;
      setBusy(true);
      const read = await calls.revealFile(caseId, file.sha256, reason);
      const html = read.ok && !isPicture ? await read.value.text() : undefined;
      if (gone.current) return false;
      setBusy(false);
      setFailure(read.ok ? undefined : { problem: read.problem });
      if (read.ok) setClear(html === undefined ? { address: keep(read.value) } : { html });
      return read.ok;
    },
    hide() {
      dropClear();
      if (isPicture && veil === undefined) void readVeil();
    },
    readVeil,
    breakPicture() {
      const { problem } = fail("file-unreadable");
      setFailure({ problem, retries: clear ? "clear" : "veil" });
      if (clear) dropClear();
      else setVeil(undefined);
    },
  };
}

export interface CaseFileProps {
  caseId: string;
  file: Sealed;
  /** Its name among the places that a decision can cite. */
  place?: PlaceName;
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

interface ShownFileProps<F = Sealed> {
  file: F;
  title: string;
  here: boolean;
  veil: string | undefined;
  clear: UnveiledFile | undefined;
  colour: boolean;
  onBroken(): void;
}

/** A picture, or a page copy while it is revealed. */
function ShownFile({ file, clear, colour, ...props }: ShownFileProps) {
  if (file.type !== "text/html") return <FilePicture {...props} file={file} clear={clear} colour={colour} />;
  if (clear?.html === undefined) return null;
  return <Snapshot snapshot={{ state: "taken", file }} html={clear.html} veil={colour ? "colour" : "grey"} />;
}

/** A veiled or revealed picture. A tall one scrolls inside its box, also by keyboard. */
function FilePicture({ file, title, here, veil, clear, colour, onBroken }: ShownFileProps<ImageFile>) {
  const { t } = useLanguage();
  if (!here) return <div class="picture no-picture">{t("review.fileWaiting")}</div>;
  const shade = colour ? "" : "grey";
  const address = clear?.address ?? veil;
  return (
    <div class="picture" {...(clear ? { tabIndex: 0, role: "group", "aria-label": title } : {})}>
      <img
        class={clear ? shade : "veiled"}
        src={address}
        width={file.width}
        height={file.height}
        alt={t(clear ? "review.fileClear" : "review.fileVeiled", { title })}
        draggable={false}
        // Without an address there is nothing to draw yet, which browsers report as an error, too.
        onError={address === undefined ? undefined : onBroken}
      />
    </div>
  );
}

interface RevealButtonProps {
  clear: boolean;
  busy: boolean;
  /** Id of the text that says that the log records it. */
  about: string;
  onPress(): void;
}

function RevealButton({ clear, busy, about, onPress }: RevealButtonProps) {
  const { t } = useLanguage();
  const Icon = clear ? EyeOff : Eye;
  return (
    <button
      type="button"
      class="button"
      data-testid="file-reveal"
      aria-pressed={clear}
      aria-disabled={busy}
      aria-describedby={about}
      onClick={onPress}
    >
      <Icon size={16} aria-hidden="true" />
      {t(clear ? "review.fileHide" : "review.fileShow")}
    </button>
  );
}

const revealReasons: readonly RevealReason[] = ["elements", "exceptions"];

/** For a panelist and adult material; the log has the reason. */
function RevealReasons({ onPick }: { onPick(reason: RevealReason): void }) {
  const { t } = useLanguage();
  return (
    <fieldset class="reveal-reasons" data-testid="reveal-reasons">
      <legend class="legend">{t("review.revealReason")}</legend>
      {revealReasons.map((reason) => (
        <button
          key={reason}
          type="button"
          class="button"
          data-testid={`reveal-${reason}`}
          onClick={() => onPick(reason)}
        >
          {t(`revealReason.${reason}`)}
        </button>
      ))}
    </fieldset>
  );
}

export function CaseFile(props: CaseFileProps) {
  const { caseId, file, place, title, sealed, here, calls, onRevealed } = props;
  const { t } = useLanguage();
  const about = useId();
  const [colour, setColour] = useState(false);
  const { veil, clear, busy, failure, asksReason, ...act } = useCaseFile({ caseId, file, here, calls });
  const press = async (reason?: RevealReason) => {
    setColour(false);
    if (clear) act.hide();
    else if (await act.reveal(reason)) onRevealed();
  };
  const canReveal = here && !clear && !busy;
  useKeys({
    reveal: () => (canReveal ? void press() : false),
    revealAll() {
      if (canReveal && place !== undefined) void press();
      // The other files get the key, too.
      return false;
    },
  });
  const zoom = useZoom(
    clear?.address !== undefined && file.type !== "text/html"
      ? { address: clear.address, title, widthPx: file.width, grey: !colour }
      : undefined,
  );
  return (
    <figure
      class="case-file"
      data-testid="case-file"
      data-place={place}
      data-state={clear ? "clear" : "veiled"}
    >
      <ShownFile
        file={file}
        title={title}
        here={here}
        veil={veil}
        clear={clear}
        colour={colour}
        onBroken={act.breakPicture}
      />
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
          <RevealButton clear={clear !== undefined} busy={busy} about={about} onPress={() => void press()} />
        ) : null}
        {clear ? (
          <span class="case-file-looks">
            {clear.address ? (
              <button type="button" class="button link" data-testid="file-zoom" onClick={zoom}>
                <Maximize2 size={14} aria-hidden="true" />
                {t("review.fileZoom")}
              </button>
            ) : null}
            <button
              type="button"
              class="button link"
              data-testid="file-colour"
              aria-pressed={colour}
              onClick={() => setColour(!colour)}
            >
              {t("review.fileColour")}
            </button>
          </span>
        ) : null}
        {here ? (
          <span id={about} class="small muted case-file-about">
            {t(clear ? "review.fileLogged" : "review.fileWillBeLogged")}
          </span>
        ) : null}
      </figcaption>
      {asksReason ? <RevealReasons onPick={(reason) => void press(reason)} /> : null}
      {failure ? (
        <Failure
          problem={failure.problem}
          onRetry={failure.retries && (() => (failure.retries === "veil" ? act.readVeil() : press()))}
        />
      ) : null}
    </figure>
  );
}
