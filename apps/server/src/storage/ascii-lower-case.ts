/**
 * Letter case for e-mail keys: A to Z only. Unicode case folding would let different addresses
 * meet (the Kelvin sign folds to k), and each engine folds differently.
 */
export const asciiLowerCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
