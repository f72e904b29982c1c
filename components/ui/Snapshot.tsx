/** The inert copy of a post, in a frame that can run, load and send nothing. Veiled like its pictures. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Snapshot as Taken } from "../../utils/shared/contract/files.ts";
import { inertFault } from "../../utils/shared/policy/check-inert-html.ts";
import { inertHead } from "../../utils/shared/policy/inert-html.ts";
import { Eye, EyeOff } from "./icons.ts";
import { useLanguage } from "./language.ts";

export interface SnapshotProps {
  snapshot: Taken;
  /** The file's text; undefined while loading. */
  html: string | undefined;
  /** Text to show while the copy is loading. */
  waiting?: string;
  /** `blurred`: until the person reveals it here. `grey` and `colour`: already revealed elsewhere. */
  veil: "blurred" | "none" | "grey" | "colour";
}

/** Text is unreadable at a smaller zoom, so the rest scrolls. */
const leastZoom = 0.55;

/** Forbids scripts, forms, popups and navigation. With an opaque origin, Chromium renders nothing in our framed page. */
const sandbox = "allow-same-origin";

export function Snapshot({ snapshot, html, waiting, veil }: SnapshotProps) {
  const { t } = useLanguage();
  const frame = useRef<HTMLIFrameElement>(null);
  const [widthPx, setWidth] = useState(0);
  const [chosen, setChosen] = useState<boolean>();
  const text = html !== undefined && inertFault(html) === undefined ? html : undefined;
  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return;
    const measure = () => setWidth(current.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [text]);
  const reason = () => {
    if (snapshot.state === "none") return t(`noSnapshot.${snapshot.reason}`);
    return html === undefined ? waiting : t("snapshot.notInert");
  };
  if (snapshot.state === "none" || text === undefined) {
    return (
      <div class="snapshot">
        <p class="small muted">{reason()}</p>
      </div>
    );
  }
  const clear = chosen ?? veil !== "blurred";
  return (
    <div class="snapshot">
      <p class="snapshot-head">
        <strong>{t("snapshot.title")}</strong>
        {veil === "blurred" || veil === "none" ? (
          <button
            type="button"
            class="button quiet"
            data-testid="snapshot-veil"
            aria-pressed={clear}
            onClick={() => setChosen(!clear)}
          >
            {clear ? <EyeOff size={16} aria-hidden="true" /> : <Eye size={16} aria-hidden="true" />}
            {t(clear ? "snapshot.hide" : "snapshot.show")}
          </button>
        ) : null}
      </p>
      <iframe
        ref={frame}
        class={clear ? veil : "blurred"}
        data-testid="snapshot"
        title={t("snapshot.title")}
        sandbox={sandbox}
        srcdoc={withZoom(text, widthPx)}
      />
      <p class="small muted">{t("snapshot.about")}</p>
    </div>
  );
}

/** Inserts the style after the copy's own CSP, which therefore still applies. */
function withZoom(html: string, widthPx: number): string {
  const head = "</head>";
  const postPx = Number(
    /^<body[^>]*><[a-z1-6]+[^>]*[";]width:([\d.]+)px/.exec(html.slice(inertHead.length))?.[1],
  );
  const zoom = widthPx > 0 && postPx > widthPx ? Math.max(leastZoom, widthPx / postPx) : 1;
  const style = `body{zoom:${zoom.toFixed(3)}}`;
  return `${inertHead.slice(0, -head.length)}<style>${style}</style>${head}${html.slice(inertHead.length)}`;
}
