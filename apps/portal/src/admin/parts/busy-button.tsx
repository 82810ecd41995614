/** A button that is at work keeps the focus: a disabled one would lose it, and with it the place of the keyboard. */
import { Button, type ButtonProps, Loader } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

interface BusyButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'size' | 'leftSection' | 'fullWidth'> {
  readonly busy: boolean;
  readonly type?: 'button' | 'submit';
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

export const BusyButton = ({ busy, onClick, leftSection, type = 'button', ...rest }: BusyButtonProps): ReactElement => (
  <Button
    {...rest}
    type={type}
    aria-busy={busy}
    leftSection={busy ? <Loader size={14} color="currentColor" aria-hidden="true" /> : leftSection}
    onClick={(event) => {
      if (busy) {
        event.preventDefault();
        return;
      }
      onClick?.();
    }}
  />
);
