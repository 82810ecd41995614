/** The administrator of the demo: owns the installation, and is known to the sandbox identity provider as well. */
import { createPasswordHasher } from '../../apps/server/src/passwords/password-hasher.ts';
import type { RunningHub } from '../../apps/server/src/start-hub.ts';
import type { DemoSetup } from './demo-parts.ts';

/** Makes the administrator, or gives the one of an earlier run the password of this one. */
export const seedDemoAdministrator = async (
  hub: RunningHub,
  { administrator, random, clock }: Pick<DemoSetup, 'administrator' | 'random' | 'clock'>,
): Promise<void> => {
  const { email: login, firstName, lastName, password } = administrator;
  const passwordHash = await createPasswordHasher({ random }).hash(password);
  const now = clock().getTime();
  await hub.storage.write(async (writer) => {
    const before = await writer.findAdministratorByLogin(login);
    const id = before?.id ?? 'demo-administrator';
    await writer.putAdministrator({
      id,
      login,
      name: `${firstName} ${lastName}`,
      passwordHash,
      sealedTotp: null,
      enabled: true,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    });
    await writer.setGrants(id, [{ role: 'installation-owner', companyId: null, environmentId: null }]);
  });
};
