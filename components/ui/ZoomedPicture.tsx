/** Revealed pictures over the whole window, one at a time, to be enlarged and moved. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { keys } from "../../utils/extension/desk/keyboard-shortcuts.ts";
import { IconButton } from "./IconButton.tsx";
import { ChevronLeft, ChevronRight, Maximize2, Minus, Plus, X } from "./icons.ts";
import { useLanguage } from "./language.ts";

export interface ShownPicture {
  /** The object URL of a revealed picture. */
  address: string;
  title: string;
  widthPx: number;
  grey: boolean;
}

export interface ZoomedPictureProps {
  /** In the order of the case. */
  pictures: readonly ShownPicture[];
  /** Index of the first one shown. */
  first: number;
  onClose(): void;
}

const steps = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8] as const;
const maxScale = 8;
/** How far one key moves the picture. */
const panPx = 80;
/** A wheel's line, in browsers that count lines. */
const lineHeightPx = 16;
/** One notch of a wheel (100 px) enlarges by about a fifth. */
const zoomPerPx = 0.002;

interface Point {
  x: number;
  y: number;
}

export function ZoomedPicture({ pictures, first, onClose }: ZoomedPictureProps) {
  const { t } = useLanguage();
  const sheet = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(first);
  // A layout effect: until it is modal, keys act on the case below.
  useLayoutEffect(() => sheet.current?.showModal(), []);
  const picture = pictures[at];
  const view = usePanAndZoom(picture);
  const turnTo = (next: number) => {
    if (!pictures[next]) return;
    view.fit();
    setAt(next);
  };
  useViewerKeys(view, (by) => turnTo(at + by));
  if (!picture) return null;
  const { title } = picture;
  return (
    <dialog
      ref={sheet}
      class="zoomed"
      aria-label={title}
      data-testid="zoomed"
      data-zoom={view.scale ?? "fit"}
      onClose={onClose}
    >
      <div class="zoomed-head">
        <strong role="status">
          {pictures.length > 1 ? t("review.fileOf", { title, at: at + 1, count: pictures.length }) : title}
        </strong>
        {pictures.length > 1 ? <TurnButtons at={at} last={pictures.length - 1} onTurn={turnTo} /> : null}
        <ScaleButtons view={view} />
        <IconButton
          label={t("review.zoomClose")}
          icon={X}
          data-testid="zoom-close"
          onClick={() => sheet.current?.close()}
        />
      </div>
      <div class="zoomed-box" data-testid="zoomed-box" ref={view.box} {...view.pointer}>
        <img
          key={picture.address}
          ref={view.image}
          class={picture.grey ? "grey" : ""}
          src={picture.address}
          alt={title}
          draggable={false}
          style={
            view.scale === undefined
              ? undefined
              : { width: `${picture.widthPx * view.scale}px`, maxWidth: "none", maxHeight: "none" }
          }
        />
      </div>
    </dialog>
  );
}

interface TurnButtonsProps {
  at: number;
  last: number;
  onTurn(next: number): void;
}

function TurnButtons({ at, last, onTurn }: TurnButtonsProps) {
  const { t } = useLanguage();
  return (
    <>
      <IconButton
        label={`${t("review.fileBefore")} (←)`}
        icon={ChevronLeft}
        data-testid="zoom-before"
        aria-disabled={at === 0}
        onClick={() => onTurn(at - 1)}
      />
      <IconButton
        label={`${t("review.fileAfter")} (→)`}
        icon={ChevronRight}
        data-testid="zoom-after"
        aria-disabled={at === last}
        onClick={() => onTurn(at + 1)}
      />
    </>
  );
}

type View = ReturnType<typeof usePanAndZoom>;

function ScaleButtons({ view }: { view: View }) {
  const { t } = useLanguage();
  return (
    <>
      <IconButton
        label={`${t("review.zoomOut")} (-)`}
        icon={Minus}
        data-testid="zoom-out"
        onClick={() => view.step(-1)}
      />
      <IconButton
        label={`${t("review.zoomIn")} (+)`}
        icon={Plus}
        data-testid="zoom-in"
        onClick={() => view.step(1)}
      />
      <IconButton
        label={`${t("review.zoomFit")} (0)`}
        icon={Maximize2}
        data-testid="zoom-fit"
        onClick={view.fit}
      />
    </>
  );
}

/** On the document, because a press on the picture leaves the focus on nothing. The dialog is modal: the keys are its own. */
function useViewerKeys(view: View, turn: (by: 1 | -1) => void): void {
  const acts: Record<string, () => void> = {
    [keys.zoomIn.key]: () => view.step(1),
    // The same key without Shift.
    "=": () => view.step(1),
    [keys.zoomOut.key]: () => view.step(-1),
    [keys.zoomFit.key]: view.fit,
    ...(view.scale === undefined
      ? { [keys.fileBefore.key]: () => turn(-1), [keys.fileAfter.key]: () => turn(1) }
      : {
          ArrowLeft: () => view.pan({ x: -panPx, y: 0 }),
          ArrowRight: () => view.pan({ x: panPx, y: 0 }),
          ArrowUp: () => view.pan({ x: 0, y: -panPx }),
          ArrowDown: () => view.pan({ x: 0, y: panPx }),
        }),
  };
  const latest = useRef(acts);
  latest.current = acts;
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // With Ctrl, the browser enlarges the page.
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** Scale and place of the picture in its box, changed by buttons, keys, wheel, mouse and fingers. */
function usePanAndZoom(picture: ShownPicture | undefined) {
  const box = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  /** Without a scale: as large as fits. */
  const [drawn, setDrawn] = useState<{ scale?: number }>({});
  const { scale } = drawn;
  // Two fingers move in one frame, before the state is drawn.
  const latest = useRef<number>(undefined);
  /** The part of the picture that is held, and the point of the screen to which it belongs. */
  const held = useRef<{ share: Point; point: Point }>(undefined);

  const drawnScale = () => {
    const drawnPx = image.current?.getBoundingClientRect().width ?? 0;
    return latest.current ?? (drawnPx / Math.max(1, picture?.widthPx ?? 1) || 1);
  };
  /** Moves the point of the picture under `from` to `to`. */
  const zoomTo = (next: number, from = centreOf(box.current), to = from) => {
    const rect = image.current?.getBoundingClientRect();
    if (rect) held.current = { share: held.current?.share ?? shareAt(rect, from), point: to };
    latest.current = next;
    setDrawn({ scale: next });
  };
  const zoomBy = (factor: number, from: Point, to: Point) => {
    const old = drawnScale();
    zoomTo(Math.min(maxScale, Math.max(Math.min(steps[0], old), old * factor)), from, to);
  };
  const fit = () => {
    held.current = undefined;
    latest.current = undefined;
    setDrawn({});
  };
  useLayoutEffect(() => {
    const rect = image.current?.getBoundingClientRect();
    if (!held.current || !rect) return;
    const { share, point } = held.current;
    held.current = undefined;
    box.current?.scrollBy(
      rect.left + share.x * rect.width - point.x,
      rect.top + share.y * rect.height - point.y,
    );
  }, [drawn]);

  const pan = ({ x, y }: Point) => box.current?.scrollBy(x, y);
  return {
    box,
    image,
    scale,
    pan,
    fit,
    step(by: 1 | -1) {
      const from = drawnScale();
      const larger = steps.find((step) => step > from) ?? maxScale;
      zoomTo(by === 1 ? larger : (steps.findLast((step) => step < from) ?? from));
    },
    pointer: usePointers({ pan, zoomBy }),
  };
}

interface PointerActs {
  pan(by: Point): void;
  zoomBy(factor: number, from: Point, to: Point): void;
}

/** One pointer moves the picture, two enlarge it, and a wheel enlarges it under the mouse. */
function usePointers({ pan, zoomBy }: PointerActs) {
  const down = useRef(new Map<number, Point>());
  const lift = ({ pointerId }: PointerEvent) => down.current.delete(pointerId);
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      down.current.set(event.pointerId, pointOf(event));
    },
    onPointerMove(event: PointerEvent) {
      const before = down.current.get(event.pointerId);
      if (!before) return;
      const now = pointOf(event);
      const other = [...down.current].find(([id]) => id !== event.pointerId)?.[1];
      down.current.set(event.pointerId, now);
      if (!other) pan({ x: before.x - now.x, y: before.y - now.y });
      else {
        const factor = distance(now, other) / Math.max(1, distance(before, other));
        zoomBy(factor, between(before, other), between(now, other));
      }
    },
    onPointerUp: lift,
    onPointerCancel: lift,
    onWheel(event: WheelEvent) {
      event.preventDefault();
      const movedPx = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeightPx : 1);
      zoomBy(Math.exp(-movedPx * zoomPerPx), pointOf(event), pointOf(event));
    },
  };
}

const pointOf = ({ clientX, clientY }: MouseEvent): Point => ({ x: clientX, y: clientY });
const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);
const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

function centreOf(box: HTMLElement | null): Point {
  const { left = 0, top = 0, width = 0, height = 0 } = box?.getBoundingClientRect() ?? {};
  return { x: left + width / 2, y: top + height / 2 };
}

/** Position of the point in the picture; for a point beside it, the nearest edge. */
function shareAt(rect: DOMRect, point: Point): Point {
  const share = (offset: number, whole: number) => Math.min(1, Math.max(0, offset / Math.max(1, whole)));
  return { x: share(point.x - rect.left, rect.width), y: share(point.y - rect.top, rect.height) };
}
