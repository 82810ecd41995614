/** What comes and goes while administrators sign in, and its end. */
import type { AdministrationReader, AdministrationWriter } from '../ports/administration-store.ts';
import { prepareQuery, type QueryRunner } from '../prepared-query.ts';
import { createChallengeReader, createChallengeWriter } from './admin-challenge-queries.ts';
import { createAdminSessionReader, createAdminSessionWriter } from './admin-session-queries.ts';
import { createLinkReader, createLinkWriter } from './one-time-link-queries.ts';

interface Expired {
  readonly now: number;
  readonly limit: number;
}

const expiries = [
  prepareQuery((db, p: Expired) =>
    db
      .deleteFrom('admin_session')
      .where('id_hash', 'in', (eb) =>
        eb.selectFrom('admin_session').select('id_hash').where('expires_at', '<', p.now).limit(p.limit),
      ),
  ),
  prepareQuery((db, p: Expired) =>
    db
      .deleteFrom('admin_challenge')
      .where('id_hash', 'in', (eb) =>
        eb.selectFrom('admin_challenge').select('id_hash').where('expires_at', '<', p.now).limit(p.limit),
      ),
  ),
  prepareQuery((db, p: Expired) =>
    db
      .deleteFrom('one_time_link')
      .where('token_hash', 'in', (eb) =>
        eb.selectFrom('one_time_link').select('token_hash').where('expires_at', '<', p.now).limit(p.limit),
      ),
  ),
  prepareQuery((db, p: Expired) =>
    db
      .deleteFrom('throttle')
      .where('key_hash', 'in', (eb) =>
        eb.selectFrom('throttle').select('key_hash').where('expires_at', '<', p.now).limit(p.limit),
      ),
  ),
];

/** Reads what is under way. */
export const createAdministrationReader = (db: QueryRunner): AdministrationReader => ({
  ...createAdminSessionReader(db),
  ...createChallengeReader(db),
  ...createLinkReader(db),
});

/** Changes what is under way. */
export const createAdministrationWriter = (db: QueryRunner): AdministrationWriter => ({
  ...createAdminSessionWriter(db),
  ...createChallengeWriter(db),
  ...createLinkWriter(db),
  deleteExpiredAdministration: async (now, limit) => {
    let deleted = 0;
    for (const query of expiries) {
      if (deleted < limit) deleted += await query.run(db, { now, limit: limit - deleted });
    }
    return deleted;
  },
});
