import type { ComponentChildren } from "preact";
import { Inbox } from "./icons.ts";

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
