/** A moment, machine-readable, with its zone; in lists how long ago, with the whole moment on hover and for readers. */
import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import { formatInstant, formatRelative } from '../format/format-instant.ts';
import { useFormatPlace } from '../format/use-format-place.ts';

export const Instant = ({
  at,
  relative = false,
}: {
  readonly at: number;
  readonly relative?: boolean;
}): ReactElement => {
  const place = useFormatPlace();
  const whole = formatInstant(at, place);
  const time = (
    <time dateTime={new Date(at).toISOString()}>{relative ? formatRelative(at, Date.now(), place) : whole}</time>
  );
  return relative ? (
    <Tooltip label={whole}>
      <span>
        {time}
        <span className="hidden"> ({whole})</span>
      </span>
    </Tooltip>
  ) : (
    time
  );
};
