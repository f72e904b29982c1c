/** Named rules that decide whether a post is shown to be public; where they cannot tell, nothing is captured. */

import type { LinkQuestion } from "../contract/messages.ts";
import type { Page } from "./page.ts";
import { webAGate, webKGate } from "./telegram-readers.ts";

/** `private`: no button at all; `unknown`: a button that captures nothing and asks for the public link. */
export type GateAnswer = "public" | "private" | { unknown: LinkQuestion };

export type Gate = (post: Element, page: Page) => GateAnswer;

const named = { "web-k-public": webKGate, "web-a-unknown": webAGate } as const satisfies Record<string, Gate>;

export type GateName = keyof typeof named;

export const gates: Readonly<Record<string, Gate>> = named;
