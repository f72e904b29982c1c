/** Placeholders for content that is loading or absent. */

import type { ComponentChildren } from "preact";
import { Inbox } from "./icons.ts";

/** When there is no content. */
export function Empty(props: { title: string; hint?: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Inbox size={24} aria-hidden="true" />
      <h2>{props.title}</h2>
      {props.hint ? <p>{props.hint}</p> : null}
      {props.children}
    </div>
  );
}

/** While content loads, with a label for screen readers. */
export function Skeleton({ label, rows, height }: { label: string; rows: number; height: number }) {
  return (
    <div role="status" class="skeleton">
      <span class="hidden-text">{label}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} class="bone" style={{ height: `${height}px` }} />
      ))}
    </div>
  );
}
