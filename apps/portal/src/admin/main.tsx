/**
 * Entry of the Administration Portal. The hub answers every address below its base path with one document; this reads
 * what that says, and draws the page. The edge where the browser comes in.
 */
import './zod-settings.ts';
import './styles.ts';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { apiPath, createApiClient } from './api/call-api.ts';
import { ChangedMeanwhileDialog } from './api/changed-meanwhile-dialog.tsx';
import { createQueryClient } from './api/create-query-client.ts';
import { createSignal } from './api/create-signal.ts';
import { Providers } from './providers.tsx';
import { createAdminRouter } from './routes.tsx';
import { setFieldMessages } from './texts/field-messages.ts';
import { startTexts } from './texts/i18n.ts';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('the document has no element with the id "root"');
}
const { documentElement } = document;
const { basePath = '/admin' } = documentElement.dataset;
const nonce = document.getElementById('entry')?.nonce ?? '';
// The library that stops the page from scrolling behind a dialog makes a style element of its own.
setNonce(nonce);

const texts = await startTexts(documentElement.lang);
setFieldMessages(texts.t);
const changedMeanwhile = createSignal();
const queryClient = createQueryClient({
  onSignedOut: () => {
    const { href } = router.state.location;
    void router.navigate({ to: '/sign-in', search: { next: href } }).then(() => queryClient.clear());
  },
  onChangedMeanwhile: changedMeanwhile.send,
});
const callApi = createApiClient(apiPath(basePath));
const router = createAdminRouter({ basePath, context: { queryClient, callApi } });

createRoot(root).render(
  <StrictMode>
    <Providers of={{ basePath, nonce, texts, queryClient, callApi }}>
      <RouterProvider router={router} />
      <ChangedMeanwhileDialog signal={changedMeanwhile} />
    </Providers>
  </StrictMode>,
);
