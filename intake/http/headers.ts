/** Headers of every answer: CORS, browser policies, the intake's time, and the next nonce. */

import type { Context, Hono, MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { enrolPath } from "../../utils/shared/contract/guides.ts";
import type { Intake } from "../intake.ts";

/** Policy of pages with a form: like the others, but the form may be sent to this origin. */
const formPolicy =
  "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/**
 * Policy of the guides. The sandbox keeps their origin, because the headers of pictures and styles refuse others; it
 * allows neither scripts nor forms.
 */
const guidePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox allow-same-origin";

/** Policy of the enrolment page. Its script draws the page's own address as a QR code. */
const enrolPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/** Firefox gives each installation another host, so only the scheme identifies an extension. */
export const extensionOrigin = /^(chrome|moz)-extension:\/\/[\w-]+$/;

export const strictTransportSecurity = "max-age=15552000";

/** HSTS leaves out subdomains, so that it does not bind other hosts of the ministry's domain. */
const securityHeaders = {
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Origin-Agent-Cluster": "?1",
  "Referrer-Policy": "no-referrer",
  "Strict-Transport-Security": strictTransportSecurity,
  "X-Content-Type-Options": "nosniff",
  "X-DNS-Prefetch-Control": "off",
  "X-Download-Options": "noopen",
  "X-Frame-Options": "DENY",
  "X-Permitted-Cross-Domain-Policies": "none",
  "X-XSS-Protection": "0",
};

const exposedHeaders = ["DPoP-Nonce", "Date", "Retry-After"];

type CorsIntake = Pick<Intake, "extensionOrigins">;

function mayRead({ extensionOrigins }: CorsIntake, origin: string): boolean {
  return extensionOrigins?.includes(origin) ?? extensionOrigin.test(origin);
}

/** Answers of the API's routes. They carry their headers from the start; a preflight is answered like a page. */
function isApiAnswer({ req }: Context): boolean {
  return req.method !== "OPTIONS" && req.path.startsWith("/v1/");
}

/** Adds headers to pages and to preflights. */
export function addHeaders(app: Hono, intake: Intake): void {
  const onPages = (middleware: MiddlewareHandler) =>
    app.use((c, next) => (isApiAnswer(c) ? next() : middleware(c, next)));
  for (const path of ["/sanggah/*", "/bukti/*"])
    app.use(path, async (c, next) => {
      await next();
      const isPicture = c.res.headers.get("Content-Type")?.startsWith("image/");
      c.header("Content-Security-Policy", isPicture ? "default-src 'none'; sandbox" : formPolicy);
    });
  for (const path of ["/panduan/*", "/privasi"])
    app.use(path, async (c, next) => {
      await next();
      c.header("Content-Security-Policy", guidePolicy);
    });
  app.use(`${enrolPath}/*`, async (c, next) => {
    await next();
    c.header("Content-Security-Policy", enrolPolicy);
  });
  onPages(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value);
  });
  onPages(
    cors({
      origin: (origin) => (mayRead(intake, origin) ? origin : null),
      allowMethods: ["GET", "POST", "PUT"],
      allowHeaders: ["DPoP", "Content-Type", "If-None-Match"],
      exposeHeaders: exposedHeaders,
      maxAge: 3600,
    }),
  );
}

/**
 * Headers of an answer of the API. An answer gets them when it is made, because a changed answer is built twice.
 */
export function apiHeaders(intake: Intake, c: Context): Record<string, string> {
  const origin = c.req.header("Origin") ?? "";
  const now = intake.now();
  return {
    ...securityHeaders,
    ...(mayRead(intake, origin) ? { "Access-Control-Allow-Origin": origin } : {}),
    "Access-Control-Expose-Headers": exposedHeaders.join(","),
    Vary: "Origin",
    "DPoP-Nonce": intake.nonces.current(now),
    // Devices compare their clock with this header.
    Date: now.toUTCString(),
    "Cache-Control": "no-store",
  };
}

/** For answers outside the routes: headers of the API below its path, none elsewhere. */
export function headersFor(intake: Intake, c: Context): Record<string, string> {
  return isApiAnswer(c) ? apiHeaders(intake, c) : {};
}
