/** Whether a host means this machine itself, so that http to it never leaves it. */

/** @param hostname As `URL.hostname` has it: lower case, IPv6 in brackets. */
export const isLoopbackHost = (hostname: string): boolean =>
  hostname === 'localhost' ||
  hostname.endsWith('.localhost') ||
  hostname === '[::1]' ||
  /^127(\.\d{1,3}){3}$/.test(hostname);
