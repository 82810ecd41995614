/** A link that looks like a button: it leads somewhere, so it can be opened in another tab. */
import { Button } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactElement, ReactNode, Ref } from 'react';

interface LinkButtonProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'color'> {
  readonly filled?: boolean;
  readonly leftSection?: ReactNode;
  readonly ref?: Ref<HTMLAnchorElement>;
}

const Anchor = ({ filled = false, ...props }: LinkButtonProps): ReactElement => (
  <Button component="a" variant={filled ? 'filled' : 'default'} {...props} />
);

export const LinkButton = createLink(Anchor);
