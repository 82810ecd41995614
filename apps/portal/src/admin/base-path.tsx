/** The path below which the portal's addresses lie, as the hub wrote it into the document. */
import { createContext, useContext } from 'react';

export const BasePathContext = createContext('/admin');

export const useBasePath = (): string => useContext(BasePathContext);
