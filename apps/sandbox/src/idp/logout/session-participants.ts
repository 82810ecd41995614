/**
 * The service providers that one session has signed in to, and under which NameIDs: whom a sign-out has to tell
 * (SAML profiles §4.4.3.3).
 */
import { NAME_ID_UNSPECIFIED, type NameId } from '@cordboard/saml';
import type { RegisteredServiceProvider } from '../service-provider-registry.ts';

/** One service provider of a session. */
export interface SessionParticipant {
  readonly serviceProvider: RegisteredServiceProvider;
  /** The NameIDs that it was given, the newest last; more than one when they are transient. */
  readonly nameIds: readonly NameId[];
}

/** By slug, in the order of the first sign-in. */
export type SessionParticipants = Map<string, SessionParticipant>;

/** A person who signs in again and again with transient NameIDs does not fill the memory. */
const MAX_NAME_IDS = 20;

/** What a NameID leaves out means the two sides of the conversation (SAML core §8.3.7). */
const comparable = (nameId: NameId, sides: { readonly idp: string; readonly sp: string }): string =>
  JSON.stringify([
    nameId.value,
    nameId.format ?? NAME_ID_UNSPECIFIED,
    nameId.nameQualifier ?? sides.idp,
    nameId.spNameQualifier ?? sides.sp,
  ]);

const includes = (participant: SessionParticipant, nameId: NameId, idpEntityId: string): boolean => {
  const sides = { idp: idpEntityId, sp: participant.serviceProvider.metadata.entityId };
  return participant.nameIds.some((known) => comparable(known, sides) === comparable(nameId, sides));
};

/** Notes that the service provider was told who the person is. */
export function rememberParticipant(
  participants: SessionParticipants,
  told: { readonly serviceProvider: RegisteredServiceProvider; readonly nameId: NameId; readonly idpEntityId: string },
): void {
  const { serviceProvider, nameId, idpEntityId } = told;
  const known = participants.get(serviceProvider.settings.slug);
  if (known !== undefined && includes(known, nameId, idpEntityId)) {
    return;
  }
  const nameIds = [...(known?.nameIds ?? []), nameId].slice(-MAX_NAME_IDS);
  participants.set(serviceProvider.settings.slug, { serviceProvider, nameIds });
}

/** Whether the session told this service provider this NameID. */
export function isParticipantAs(
  participants: SessionParticipants,
  said: { readonly slug: string; readonly nameId: NameId; readonly idpEntityId: string },
): boolean {
  const participant = participants.get(said.slug);
  return participant !== undefined && includes(participant, said.nameId, said.idpEntityId);
}
