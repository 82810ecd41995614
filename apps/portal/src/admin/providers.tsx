/** What every page stands in: look, texts, answers of the API, messages. */
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import type { ReactElement, ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import type { CallApi } from './api/call-api.ts';
import { CallApiContext } from './api/call-api-context.tsx';
import { BasePathContext } from './base-path.tsx';
import { NotificationsProvider } from './parts/notifications.tsx';
import { cssVariablesResolver, theme } from './theme/theme.ts';

export interface Surroundings {
  readonly basePath: string;
  /** Of the document: styles made at run time carry it. */
  readonly nonce: string;
  readonly texts: i18n;
  readonly queryClient: QueryClient;
  readonly callApi: CallApi;
}

/** Nothing secret: light, dark or auto. */
const colorSchemeManager = localStorageColorSchemeManager({ key: 'cordboard-colours' });

export const Providers = ({
  of,
  children,
}: {
  readonly of: Surroundings;
  readonly children: ReactNode;
}): ReactElement => (
  <BasePathContext value={of.basePath}>
    <I18nextProvider i18n={of.texts}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        colorSchemeManager={colorSchemeManager}
        getStyleNonce={() => of.nonce}
      >
        <QueryClientProvider client={of.queryClient}>
          <CallApiContext value={of.callApi}>
            <NotificationsProvider>{children}</NotificationsProvider>
          </CallApiContext>
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  </BasePathContext>
);
