/** Headers of every answer: CORS, browser policies, the intake's time, and the next nonce. */

import type { Hono } from "hono";
import { cors } from "hono/cors";
import { secureHeaders } from "hono/secure-headers";
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

/** Firefox gives each installation another host, so only the scheme identifies an extension. */
export const extensionOrigin = /^(chrome|moz)-extension:\/\/[\w-]+$/;

export const strictTransportSecurity = "max-age=15552000";

export function addHeaders(app: Hono, intake: Intake): void {
  const isExtension = (origin: string) =>
    intake.extensionOrigins?.includes(origin) ?? extensionOrigin.test(origin);
  // Registered first, so that it runs last: a file shown by a browser gets an opaque origin.
  app.use("/v1/*", async (c, next) => {
    await next();
    if (c.res.headers.has("Content-Disposition"))
      c.header("Content-Security-Policy", "default-src 'none'; sandbox");
  });
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
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
      // Without subdomains, so that it does not bind other hosts of the ministry's domain.
      strictTransportSecurity,
      referrerPolicy: "no-referrer",
      xFrameOptions: "DENY",
    }),
  );
  app.use(
    cors({
      origin: (origin) => (isExtension(origin) ? origin : null),
      allowMethods: ["GET", "POST", "PUT"],
      allowHeaders: ["DPoP", "Content-Type", "If-None-Match"],
      exposeHeaders: ["DPoP-Nonce", "Date", "Retry-After"],
      maxAge: 3600,
    }),
  );
  app.use("/v1/*", async (c, next) => {
    await next();
    const now = intake.now();
    c.header("DPoP-Nonce", intake.nonces.current(now));
    // Devices compare their clock with this header.
    c.header("Date", now.toUTCString());
    c.header("Cache-Control", "no-store");
    if (c.res.status === 401) c.header("WWW-Authenticate", 'DPoP algs="ES256"');
  });
}
