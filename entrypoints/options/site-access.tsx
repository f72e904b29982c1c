/** Loaded after the settings. */

import { SiteAccess } from "../../components/settings/SiteAccess.tsx";
import { followSites, requestSites } from "../../utils/extension/browser/site-access.ts";

export const SiteAccessCard = () => <SiteAccess follow={followSites} request={requestSites} />;
