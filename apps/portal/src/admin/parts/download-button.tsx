/** Hands a text that is here already to the browser as a file. */
import { Button } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface DownloadButtonProps {
  readonly fileName: string;
  readonly text: string;
  readonly mediaType: string;
  readonly children: ReactNode;
}

const download = ({ fileName, text, mediaType }: Omit<DownloadButtonProps, 'children'>): void => {
  const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = fileName;
  anchor.click();
  URL.revokeObjectURL(url);
};

export const DownloadButton = ({ children, ...file }: DownloadButtonProps): ReactElement => (
  <Button leftSection={<Icon name="download" size={16} />} onClick={() => download(file)}>
    {children}
  </Button>
);
