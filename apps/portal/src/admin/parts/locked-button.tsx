/** A button that cannot be used yet: it can be reached, and says in words why. */
import { Button, type ButtonProps } from '@mantine/core';
import { type ReactElement, type ReactNode, useId } from 'react';
import { Icon } from './icon.tsx';

interface LockedButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'leftSection' | 'loading'> {
  /** Why it is locked; null when it is not. */
  readonly reason: string | null;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export const LockedButton = ({ reason, onClick, children, ...rest }: LockedButtonProps): ReactElement => {
  const id = useId();
  const isLocked = reason !== null;
  return (
    <div className="locked">
      <Button
        {...rest}
        {...(isLocked && { 'aria-disabled': true, 'aria-describedby': id })}
        onClick={isLocked ? undefined : onClick}
      >
        {children}
      </Button>
      {isLocked && (
        <span id={id} className="row small muted">
          <Icon name="lock" size={14} />
          {reason}
        </span>
      )}
    </div>
  );
};
