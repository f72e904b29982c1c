/** Parts that only groups and decided cases show. Given by the page, which loads them when they are needed. */

import { type ComponentType, createContext } from "preact";
import type { CaseReferralsProps } from "./referrals/CaseReferrals.tsx";
import type { CaseRequestsProps } from "./requests/CaseRequests.tsx";
import type { GroupRequestsProps } from "./requests/GroupRequests.tsx";

export interface FollowUpParts {
  CaseRequests: ComponentType<CaseRequestsProps>;
  CaseReferrals: ComponentType<CaseReferralsProps>;
  GroupRequests: ComponentType<GroupRequestsProps>;
}

const none = () => null;

export const FollowUpPartsContext = createContext<FollowUpParts>({
  CaseRequests: none,
  CaseReferrals: none,
  GroupRequests: none,
});
