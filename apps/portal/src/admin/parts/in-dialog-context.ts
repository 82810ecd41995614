/** Whether a field stands in a dialog, which itself leads the focus in and gives it back. */
import { createContext } from 'react';

export const InDialogContext = createContext(false);
