import { describe, expect, it } from 'vitest';
import { prettyXml } from './pretty-xml.ts';

describe('the metadata as people read it', () => {
  it('has a line for each element, deeper ones further in', () => {
    expect(prettyXml('<?xml version="1.0"?>\n<a x="1"><b><c>text</c><d/></b></a>\n')).toBe(
      ['<?xml version="1.0"?>', '<a x="1">', '  <b>', '    <c>text</c>', '    <d/>', '  </b>', '</a>'].join('\n'),
    );
  });

  it('has a line for each attribute where a tag is long', () => {
    const url = `https://sso.example/${'x'.repeat(80)}`;
    expect(prettyXml(`<a><b Binding="urn:post" Location="${url}" index="0"/></a>`)).toBe(
      ['<a>', '  <b', '      Binding="urn:post"', `      Location="${url}"`, '      index="0"/>', '</a>'].join('\n'),
    );
  });

  it('breaks a certificate into lines and loses nothing of it', () => {
    const base64 = 'MIIC'.repeat(100);
    const lines = prettyXml(`<a><b>${base64}</b></a>`).split('\n');
    expect(lines.slice(0, 2)).toEqual(['<a>', '  <b>']);
    expect(Math.max(...lines.map((line) => line.length))).toBe(84);
    expect(
      lines
        .slice(2, -2)
        .map((line) => line.trim())
        .join(''),
    ).toBe(base64);
  });

  it('is empty for nothing', () => {
    expect(prettyXml('')).toBe('');
  });
});
