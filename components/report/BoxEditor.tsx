/** Editor for redaction boxes on a picture, usable by pointer or by keyboard alone. */

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ImageFile, PixelBox } from "../../utils/shared/contract/files.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { Plus, X } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useDrawnPicture } from "../ui/Picture.tsx";

export interface BoxEditorProps {
  file: ImageFile;
  address: string;
  boxes: readonly PixelBox[];
  onChange(boxes: PixelBox[]): void;
}

interface Point {
  x: number;
  y: number;
}

interface Size {
  width: number;
  height: number;
}

const leastPx = 4;

/** Step of an arrow key, as a share of the picture's shorter side. */
const keyShare = 1 / 40;

/**
 * Geometry of redaction boxes, in picture pixels: draw, move, resize, clamp to the picture. The box
 * between two points, in whole pixels, clipped to the picture.
 */
export function boxBetween(one: Point, other: Point, size: Size): PixelBox {
  const x = clamp(Math.floor(Math.min(one.x, other.x)), 0, size.width - 1);
  const y = clamp(Math.floor(Math.min(one.y, other.y)), 0, size.height - 1);
  return {
    x,
    y,
    width: clamp(Math.ceil(Math.max(one.x, other.x)) - x, 1, size.width - x),
    height: clamp(Math.ceil(Math.max(one.y, other.y)) - y, 1, size.height - y),
  };
}

/** False for boxes so small that they are accidental clicks. */
export function isLarge({ width, height }: PixelBox, size: Size): boolean {
  const least = Math.min(leastPx, size.width, size.height);
  return width >= least && height >= least;
}

/** A new box in the centre, a quarter of the picture's width and height. */
function addedBox({ width, height }: Size): PixelBox {
  const part = { width: Math.max(1, Math.round(width / 4)), height: Math.max(1, Math.round(height / 4)) };
  return { x: Math.floor((width - part.width) / 2), y: Math.floor((height - part.height) / 2), ...part };
}

/** The box at another place, kept within the picture. */
function moved(box: PixelBox, { x, y }: Point, size: Size): PixelBox {
  return {
    ...box,
    x: clamp(box.x + Math.round(x), 0, size.width - box.width),
    y: clamp(box.y + Math.round(y), 0, size.height - box.height),
  };
}

/** Applies an arrow key. `resize` moves only the right and lower edges. Returns undefined for any other key. */
export function boxAfterKey(box: PixelBox, key: string, resize: boolean, size: Size): PixelBox | undefined {
  const step = Math.max(1, Math.round(Math.min(size.width, size.height) * keyShare));
  const direction = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  const [dx = 0, dy = 0] = direction ?? [];
  if (!direction) return undefined;
  return resize
    ? {
        ...box,
        width: clamp(box.width + dx * step, 1, size.width - box.x),
        height: clamp(box.height + dy * step, 1, size.height - box.y),
      }
    : moved(box, { x: dx * step, y: dy * step }, size);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Returns a function that names the box to focus once it is shown. Without boxes, `add` gets the focus. */
function useBoxFocus(
  boxes: readonly PixelBox[],
  surface: RefObject<HTMLElement | null>,
  add: RefObject<HTMLElement | null>,
): (at: number) => void {
  const next = useRef<number | undefined>(0);
  useEffect(() => {
    if (next.current === undefined) return;
    const shown = surface.current?.querySelectorAll<HTMLElement>("button.box") ?? [];
    const box = shown[Math.min(next.current, shown.length - 1)];
    next.current = undefined;
    if (box) box.focus();
    else add.current?.focus({ preventScroll: true });
  }, [boxes]);
  return (at) => {
    next.current = at;
  };
}

function placeOf({ x, y, width, height }: PixelBox, size: Size) {
  return {
    left: `${(x / size.width) * 100}%`,
    top: `${(y / size.height) * 100}%`,
    width: `${(width / size.width) * 100}%`,
    height: `${(height / size.height) * 100}%`,
  };
}

/** A box that the pointer moves, as it was when the move began. */
interface Move {
  at: number;
  box: PixelBox;
}

/** Drawing a box with the pointer, and moving one. `drawn`: the box that is being drawn. */
function useBoxPointer(
  { file, boxes, onChange }: Omit<BoxEditorProps, "address">,
  surface: RefObject<HTMLElement | null>,
) {
  const [from, setFrom] = useState<Point>();
  const [to, setTo] = useState<Point>();
  const [move, setMove] = useState<Move>();
  const drawn = from && to && !move ? boxBetween(from, to, file) : undefined;
  const pointAt = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = (surface.current as HTMLElement).getBoundingClientRect();
    return { x: ((clientX - left) / width) * file.width, y: ((clientY - top) / height) * file.height };
  };
  const finish = () => {
    if (drawn && isLarge(drawn, file) && boxes.length < limits.redactionCount) onChange([...boxes, drawn]);
    setFrom(undefined);
    setTo(undefined);
    setMove(undefined);
  };
  return {
    drawn,
    onPointerDown(event: PointerEvent) {
      const at = [...(surface.current?.querySelectorAll("button.box") ?? [])].indexOf(
        event.target as Element,
      );
      const box = boxes[at];
      // A press on a box focuses it.
      if (box) setMove({ at, box });
      else event.preventDefault();
      surface.current?.setPointerCapture(event.pointerId);
      setFrom(pointAt(event));
    },
    onPointerMove(event: PointerEvent) {
      if (!from) return;
      const { x, y } = pointAt(event);
      if (move) onChange(boxes.with(move.at, moved(move.box, { x: x - from.x, y: y - from.y }, file)));
      else setTo({ x, y });
    },
    onPointerUp: finish,
    onPointerCancel: finish,
  };
}

export function BoxEditor({ file, address, boxes, onChange }: BoxEditorProps) {
  const { t } = useLanguage();
  const surface = useRef<HTMLDivElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const focusNext = useBoxFocus(boxes, surface, add);
  const { drawn, ...pointer } = useBoxPointer({ file, boxes, onChange }, surface);
  const { broken, onError } = useDrawnPicture(address);
  // A press on the button that removes a box takes the focus from it.
  const [last, setLast] = useState(0);
  const removed = Math.min(last, boxes.length - 1);
  const remove = (at: number) => {
    focusNext(at);
    onChange(boxes.toSpliced(at, 1));
  };
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const box = boxes[at];
    if (!box) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      return remove(at);
    }
    const changed = boxAfterKey(box, event.key, event.shiftKey, file);
    if (!changed) return;
    event.preventDefault();
    onChange(boxes.with(at, changed));
  };

  if (broken) return broken;
  return (
    <div class="box-editor">
      <p class="small muted">{t("form.redactHow")}</p>
      <div ref={surface} class="box-surface" data-testid="box-surface" {...pointer}>
        <img src={address} alt={t("form.picture")} draggable={false} onError={onError} />
        {boxes.map((box, index) => (
          <button
            key={index}
            type="button"
            class="box"
            data-testid="box"
            aria-label={t("form.redactBox", { number: index + 1 })}
            style={placeOf(box, file)}
            onFocus={() => setLast(index)}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
        ))}
        {drawn ? <span class="box" style={placeOf(drawn, file)} /> : null}
      </div>
      <div class="buttons">
        <button
          ref={add}
          type="button"
          class="button"
          data-testid="box-add"
          disabled={boxes.length >= limits.redactionCount}
          onClick={() => {
            focusNext(boxes.length);
            onChange([...boxes, addedBox(file)]);
          }}
        >
          <Plus size={16} aria-hidden="true" />
          {t("form.redactAdd")}
        </button>
        {removed < 0 ? null : (
          <button type="button" class="button quiet" data-testid="box-remove" onClick={() => remove(removed)}>
            <X size={16} aria-hidden="true" />
            {t("form.redactRemove", { number: removed + 1 })}
          </button>
        )}
      </div>
    </div>
  );
}
