/** A revealed picture over the whole window, to be enlarged and moved. */

import { useEffect, useRef, useState } from "preact/hooks";
import { IconButton } from "./IconButton.tsx";
import { Maximize2, Minus, Plus, X } from "./icons.ts";
import { useLanguage } from "./language.ts";

export interface ZoomedPictureProps {
  address: string;
  title: string;
  grey: boolean;
  onClose(): void;
}

const steps = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8] as const;

export function ZoomedPicture({ address, title, grey, onClose }: ZoomedPictureProps) {
  const { t } = useLanguage();
  const sheet = useRef<HTMLDialogElement>(null);
  const box = useRef<HTMLDivElement>(null);
  // Undefined: as large as fits.
  const [zoom, setZoom] = useState<number>();
  const [widthPx, setWidth] = useState(0);
  useEffect(() => sheet.current?.showModal(), []);
  const step = (by: 1 | -1) =>
    setZoom((old) => {
      const from = old ?? Math.min(1, (box.current?.clientWidth ?? 0) / Math.max(1, widthPx));
      const larger = steps.find((one) => one > from);
      return by === 1 ? (larger ?? from) : (steps.findLast((one) => one < from) ?? from);
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "+" || event.key === "=") step(1);
    else if (event.key === "-") step(-1);
    else if (event.key === "0") setZoom(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={sheet}
      class="zoomed"
      aria-label={title}
      data-testid="zoomed"
      data-zoom={zoom ?? "fit"}
      onClose={onClose}
      onKeyDown={onKeyDown}
    >
      <div class="zoomed-head">
        <strong>{title}</strong>
        <IconButton
          label={`${t("review.zoomOut")} (-)`}
          icon={Minus}
          data-testid="zoom-out"
          onClick={() => step(-1)}
        />
        <IconButton
          label={`${t("review.zoomIn")} (+)`}
          icon={Plus}
          data-testid="zoom-in"
          onClick={() => step(1)}
        />
        <IconButton
          label={`${t("review.zoomFit")} (0)`}
          icon={Maximize2}
          data-testid="zoom-fit"
          onClick={() => setZoom(undefined)}
        />
        <IconButton
          label={t("review.zoomClose")}
          icon={X}
          data-testid="zoom-close"
          onClick={() => sheet.current?.close()}
        />
      </div>
      {/* Browsers let the keyboard reach an area that scrolls. */}
      <div class="zoomed-box" ref={box}>
        <img
          class={grey ? "grey" : ""}
          src={address}
          alt={title}
          draggable={false}
          style={
            zoom === undefined
              ? undefined
              : { width: `${widthPx * zoom}px`, maxWidth: "none", maxHeight: "none" }
          }
          onLoad={(event) => setWidth(event.currentTarget.naturalWidth)}
        />
      </div>
    </dialog>
  );
}
