/** How e-mail addresses are compared: the letters A to Z without their case, every other character as it is. */

/** Lower-cases A to Z only, so that no other letter changes into one of another address. */
export const asciiLowerCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
