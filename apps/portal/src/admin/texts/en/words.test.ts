import { describe, expect, it } from 'vitest';
import file from '../../../../../../docs/admin/words.md?raw';
import { words } from './words.ts';

const document = file.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');

describe('the words of single sign-on', () => {
  it.each(words.entries)('explain $term as the document does', ({ term, meaning }) => {
    expect(document).toContain(`| **${term}** | ${meaning} |`);
  });

  it.each(words.asks)('say whom to ask for $need as the document does', ({ need, ask, say }) => {
    expect(document).toContain(`| ${need} | ${ask} | ${say} |`);
  });

  it('leave none of the document out', () => {
    expect(document.match(/^\| \*\*/gm)).toHaveLength(words.entries.length);
    const asked = document.slice(document.indexOf('## Whom to ask')).match(/^\| [^Y-]/gm);
    expect(asked).toHaveLength(words.asks.length);
  });
});
