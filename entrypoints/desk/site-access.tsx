/** Loaded after the popup and the desk. */

import { SiteAccess } from "../../components/settings/SiteAccess.tsx";
import { openOwnPage } from "../../utils/extension/browser/browser.ts";
import { followSites, requestSites } from "../../utils/extension/browser/site-access.ts";

export const SiteAccessLine = () => (
  <SiteAccess
    follow={followSites}
    request={requestSites}
    onOpenOptions={() => void openOwnPage("/options.html")}
  />
);
