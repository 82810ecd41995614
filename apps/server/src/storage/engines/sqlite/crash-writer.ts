/**
 * A process of the crash tests: writes until it is killed, and prints the number of each write
 * that was acknowledged. Arguments: path of the database, number of the first write.
 */
import { writeSync } from 'node:fs';
import { openSqliteStorage } from './open-sqlite-storage.ts';

const [path = '', first = '0'] = process.argv.slice(2);
const storage = await openSqliteStorage({ path });

const writeForEver = async (start: number, step: number): Promise<never> => {
  for (let number = start; ; number += step) {
    await storage.write(async (writer) => {
      // Two rows of one commit: neither may be there without the other.
      await writer.consumeId('crash-a', String(number), Number.MAX_SAFE_INTEGER);
      await writer.consumeId('crash-b', String(number), Number.MAX_SAFE_INTEGER);
    });
    writeSync(1, `${number}\n`);
  }
};

await Promise.all([0, 1, 2, 3].map(async (lane) => writeForEver(Number(first) + lane, 4)));
