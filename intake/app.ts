/** The intake's HTTP application, from request to answer, without a port or files. */

import { Hono } from "hono";
import { administrationHandlers } from "./admin/handlers.ts";
import { warnOfProxy } from "./core/client-address.ts";
import { logLine } from "./core/log.ts";
import { problemResponse } from "./core/problems.ts";
import { mountEvidencePage } from "./exports/page/evidence-page.ts";
import { mountOpenPage } from "./http/case-link-page.ts";
import { mountEnrolPage } from "./http/enrol-page.ts";
import { mountGuides } from "./http/guides-page.ts";
import { addHeaders, headersFor } from "./http/headers.ts";
import { mountHealth } from "./http/health.ts";
import { mountHome } from "./http/home-page.ts";
import { countAnswers, mountRoutes } from "./http/mount.ts";
import { mountDocs } from "./http/openapi.ts";
import { mountProblemPages } from "./http/problem-page.ts";
import { workHandlers } from "./http/routes.ts";
import { mountSecurityTxt } from "./http/security-txt.ts";
import { problemOf, refuseIfOutdated } from "./http/unavailable.ts";
import { mountUninstalled } from "./http/uninstalled-page.ts";
import { mountVerifier } from "./http/verifier-page.ts";
import type { Intake } from "./intake.ts";
import { mountObjections } from "./objections/page/mount.ts";
import { mountPublicFigures } from "./statistics/public-figures.ts";
import { mountPublicRegister } from "./statistics/public-register.ts";

export function createApp(intake: Intake): Hono {
  const app = new Hono();
  app.use(warnOfProxy(intake.isProxy));
  mountVerifier(app);
  addHeaders(app, intake);
  mountProblemPages(app);
  mountHealth(app, intake);
  mountDocs(app, intake);
  // The routes above are not counted, because proxies and monitors request them every few seconds.
  countAnswers(app, intake);
  app.use(refuseIfOutdated(intake));
  mountSecurityTxt(app, intake);
  mountHome(app, intake);
  mountUninstalled(app);
  mountOpenPage(app);
  mountGuides(app, intake);
  mountEnrolPage(app);
  mountPublicFigures(app, intake);
  mountPublicRegister(app, intake);
  mountObjections(app, intake);
  mountEvidencePage(app, intake);
  mountRoutes(app, intake, { ...workHandlers, ...administrationHandlers });
  app.notFound((c) => problemResponse({ code: "not-found", retry: "never" }, headersFor(intake, c)));
  app.onError((error, c) => {
    const problem = problemOf(error);
    logLine(problem.code, { error, route: `${c.req.method} ${c.req.routePath}` });
    return problemResponse(problem, headersFor(intake, c));
  });
  return app;
}
