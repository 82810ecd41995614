/** The API client, handed down to every component. */
import { createContext, useContext } from 'react';
import type { CallApi } from './call-api.ts';

export const CallApiContext = createContext<CallApi | null>(null);

export const useCallApi = (): CallApi => {
  const callApi = useContext(CallApiContext);
  if (callApi === null) {
    throw new Error('the API client is not provided');
  }
  return callApi;
};
