/** The octets of a file as base64, as the API takes them. */
const CHUNK = 0x80_00;

export const fileBase64 = async (file: Blob): Promise<string> => {
  const octets = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < octets.length; at += CHUNK) {
    text += String.fromCharCode(...octets.subarray(at, at + CHUNK));
  }
  return btoa(text);
};
