/** Tells forms to forget what was typed, because the present state is about to be loaded. */
import { createContext } from 'react';
import { createSignal, type Signal } from './create-signal.ts';

export const StartOverContext = createContext<Signal>(createSignal());
