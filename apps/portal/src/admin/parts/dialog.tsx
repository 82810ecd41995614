/**
 * A dialog over the page: the focus goes into it, Escape closes it, and the focus returns. Its head is no `header`
 * element, which would be a second banner of the page.
 */
import { Modal } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { InDialogContext } from './in-dialog-context.ts';

interface DialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  /** It can be left only through what is in it: a secret that is shown once. */
  readonly locked?: boolean;
  /** Near the top of the window, where what it holds grows and shrinks. */
  readonly atTop?: boolean;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export const Dialog = (props: DialogProps): ReactElement => {
  const { opened, title, onClose, locked = false, atTop = false, wide = false, children } = props;
  const { t } = useTranslation();
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={wide ? 'xl' : 'md'}
      centered={!atTop}
      // A dialog that opens again while it still fades out would show what it showed before.
      transitionProps={{ duration: 0 }}
      removeScrollProps={{ removeScrollBar: false }}
      {...(atTop && { yOffset: '10vh' })}
      closeOnEscape={!locked}
      closeOnClickOutside={!locked}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title>{title}</Modal.Title>
          {!locked && <Modal.CloseButton aria-label={t('parts.close')} />}
        </div>
        <Modal.Body>
          <InDialogContext value={true}>{children}</InDialogContext>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};
