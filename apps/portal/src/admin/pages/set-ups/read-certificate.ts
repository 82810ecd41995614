/** Certificates as people bring them: PEM, the base64 of one alone, or a binary file. */

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const LINE = 64;
/** A certificate is a DER sequence with a length of two octets; base64 of it begins so. */
const BASE64 = /^MI[A-Za-z0-9+/]{60,}={0,2}$/;
const DER_SEQUENCE = 0x30;

const toPem = (base64: string): string => {
  const lines = base64.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
};

/** Every certificate in a text, as PEM; nothing for what is none. */
export const certificatesFromText = (text: string): readonly string[] => {
  const blocks = text.match(PEM);
  if (blocks !== null) {
    return blocks.map((block) => `${block}\n`);
  }
  const base64 = text.replace(/\s+/g, '');
  return BASE64.test(base64) ? [toPem(base64)] : [];
};

const MOST_OCTETS = 20_000;

/** A file with one certificate or several. */
export const certificatesFromFile = (octets: Uint8Array): readonly string[] => {
  if (octets.length > MOST_OCTETS) {
    return [];
  }
  if (octets[0] === DER_SEQUENCE) {
    return [toPem(btoa(String.fromCharCode(...octets)))];
  }
  return certificatesFromText(new TextDecoder().decode(octets));
};
