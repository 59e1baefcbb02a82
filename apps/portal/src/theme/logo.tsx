// The mark: two arches that take each other, an n and the hand it reaches for. Drawn in the theme's own colours.
import { useServerName } from './server-name.ts';

interface LogoProps {
  /** Height and width in CSS pixels. */
  size?: number;
  /** Shows the name beside the mark. */
  withName?: boolean;
}

export function Logo({ size = 28, withName = false }: LogoProps) {
  return (
    <span className="nh-logo">
      <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
        <g strokeWidth="4.5" strokeLinecap="round">
          <path d="M16 16v3a5.5 5.500 0 0 0 11 0V8" stroke="var(--nh-mark-b)" />
          <path d="M5 24V13a5.500 5.500 0 0 1 11 0v3" stroke="var(--nh-mark-a)" />
        </g>
      </svg>
      {withName ? <LogoName /> : null}
    </span>
  );
}

function LogoName() {
  const name = useServerName();
  // Its place is kept while it is being read.
  return <span className="nh-logo-name">{name ?? '\u00a0'}</span>;
}
