// The button that opens a connection window, in a tab of its own.
import { Button, type ButtonProps } from '@mantine/core';
import type { SessionTarget } from '@nearhand/protocol';
import { IconArrowUpRight } from '@tabler/icons-react';

export function connectAddress(target: SessionTarget): string {
  return target.kind === 'request'
    ? `/connect/request/${encodeURIComponent(target.requestId)}`
    : `/connect/computer/${encodeURIComponent(target.computerId)}`;
}

interface ConnectLinkProps extends Pick<ButtonProps, 'variant' | 'size' | 'fullWidth'> {
  target: SessionTarget;
  label: string;
  /** For screen readers: whom it connects to. Begins with the label. */
  description: string;
}

export function ConnectLink({ target, label, description, ...look }: ConnectLinkProps) {
  return (
    <Button
      component="a"
      href={connectAddress(target)}
      target="_blank"
      rel="noopener"
      aria-label={description}
      rightSection={<IconArrowUpRight size={17} stroke={1.8} aria-hidden="true" />}
      {...look}
    >
      {label}
    </Button>
  );
}
