/** One evidence file. A picture stays blurred until requested; markup is shown as source text. */

import { useEffect, useState } from "preact/hooks";
import type { Language } from "../utils/shared/contract/site.ts";
import { number } from "../utils/shared/i18n/time.ts";
import { verifyText } from "../utils/shared/i18n/verify.ts";
import type { CheckedReport } from "../utils/shared/verify/verdict.ts";

type FileFacts = CheckedReport["files"][number];

export function SealedFile({ language, facts: { file, bytes } }: { language: Language; facts: FileFacts }) {
  return (
    <figure>
      {bytes === undefined ? (
        <p class="muted">{verifyText(language, "file.gone")}</p>
      ) : file.type === "text/html" ? (
        <details data-testid="markup">
          <summary>{verifyText(language, "file.markup", { bytes: number(language, file.bytes) })}</summary>
          <pre>{new TextDecoder().decode(bytes)}</pre>
        </details>
      ) : (
        <BlurredPicture language={language} bytes={bytes} type={file.type} />
      )}
      <figcaption class="muted small break">
        SHA-256 <code>{file.sha256}</code>
      </figcaption>
    </figure>
  );
}

interface PictureProps {
  language: Language;
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

function BlurredPicture({ language, bytes, type }: PictureProps) {
  const [shown, setShown] = useState(false);
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, type]);
  return (
    <>
      <div class={shown ? "picture" : "picture blurred"} data-testid="picture">
        {address !== undefined && <img src={address} alt={verifyText(language, "picture.alt")} />}
      </div>
      <button
        type="button"
        class="button"
        aria-pressed={shown}
        data-testid="picture-show"
        onClick={() => setShown(!shown)}
      >
        {verifyText(language, shown ? "picture.hide" : "picture.show")}
      </button>
    </>
  );
}
