/** Every fault that can be rehearsed, by name. A test holds that each file of this folder is listed. */
import { changedAfterSigning } from './changed-after-signing.ts';
import { clockAhead } from './clock-ahead.ts';
import { clockBehind } from './clock-behind.ts';
import type { Fault } from './fault.ts';
import { logoutRefused } from './logout-refused.ts';
import { logoutStrangerKey } from './logout-stranger-key.ts';
import { missingAttributes } from './missing-attributes.ts';
import { missingNameId } from './missing-name-id.ts';
import { missingSignature } from './missing-signature.ts';
import { notAssigned } from './not-assigned.ts';
import { sessionOver } from './session-over.ts';
import { strangerKey } from './stranger-key.ts';
import { wrongAudience } from './wrong-audience.ts';
import { wrongDestination } from './wrong-destination.ts';
import { wrongInResponseTo } from './wrong-in-response-to.ts';
import { wrongIssuer } from './wrong-issuer.ts';

export type FaultName =
  | 'changed-after-signing'
  | 'clock-ahead'
  | 'clock-behind'
  | 'logout-refused'
  | 'logout-stranger-key'
  | 'missing-attributes'
  | 'missing-name-id'
  | 'missing-signature'
  | 'not-assigned'
  | 'session-over'
  | 'stranger-key'
  | 'wrong-audience'
  | 'wrong-destination'
  | 'wrong-in-response-to'
  | 'wrong-issuer';

const faultList: Readonly<Record<FaultName, Fault>> = {
  'changed-after-signing': changedAfterSigning,
  'clock-ahead': clockAhead,
  'clock-behind': clockBehind,
  'logout-refused': logoutRefused,
  'logout-stranger-key': logoutStrangerKey,
  'missing-attributes': missingAttributes,
  'missing-name-id': missingNameId,
  'missing-signature': missingSignature,
  'not-assigned': notAssigned,
  'session-over': sessionOver,
  'stranger-key': strangerKey,
  'wrong-audience': wrongAudience,
  'wrong-destination': wrongDestination,
  'wrong-in-response-to': wrongInResponseTo,
  'wrong-issuer': wrongIssuer,
};

const isFaultName = (name: string): name is FaultName => name in faultList;

/** The names, in alphabetical order. */
export const faultNames: readonly FaultName[] = Object.keys(faultList).filter(isFaultName);

/** The fault of that name. */
export const faultNamed = (name: FaultName): Fault => faultList[name];
