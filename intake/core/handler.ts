/** Types of a handler: its input and its answer. */

import type { z } from "zod";
import type { Result } from "../../utils/shared/contract/result.ts";
import type { Caller, Reach } from "../../utils/shared/contract/route.ts";
import type { RouteName, routes } from "../../utils/shared/contract/routes.ts";
import type { Intake } from "../intake.ts";
import type { CallerOf, ProofUse } from "./caller.ts";
import type { HttpProblem } from "./problems.ts";
import type { ScopeOf } from "./scope.ts";

type Routes = typeof routes;
type Shape<R, K extends string> =
  R extends Record<K, infer S> ? (S extends z.ZodType ? z.output<S> : Uint8Array<ArrayBuffer>) : undefined;

export interface FileAnswer {
  bytes: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  type: string;
  /** File name for saving; ASCII. */
  name?: string;
  /** Entity tag of the bytes; a matching `If-None-Match` is answered with 304. */
  etag?: string;
}

type Callers<N extends RouteName> = Routes[N]["callers"];
type ReachOf<C> = C[keyof C];

export interface Input<N extends RouteName> {
  caller: CallerOf<Extract<keyof Callers<N>, Caller>>;
  /** The caller's scope for this route, required by the store's reads. */
  scope: ScopeOf<Extract<ReachOf<Callers<N>>, Reach>>;
  params: Shape<Routes[N], "params">;
  query: Shape<Routes[N], "query">;
  body: Shape<Routes[N], "body">;
  /** When the intake received it, by the intake's clock. */
  at: Date;
  /** Set where the handler marks the request's proof as used. */
  proof: ProofUse | undefined;
  /** The intake's public origin, from its settings; never from the request. */
  origin: string;
}

type AnswerOf<N extends RouteName> = Routes[N]["answer"] extends z.ZodType
  ? z.input<Routes[N]["answer"]>
  : FileAnswer;

export type HandlerResult<T> = Result<T> | { ok: false; problem: HttpProblem };
export type Handler<N extends RouteName> = (
  intake: Intake,
  input: Input<N>,
) => Promise<HandlerResult<AnswerOf<N>>>;
export type Handlers = { [N in RouteName]: Handler<N> };
