import type { ReactNode } from 'react';

/** What is seen in the window: every sign of the terminal is the same window in another state. */
const VIEWS = {
  /** A cloud over a line that is cut. */
  unreachable: (
    <>
      <path className="sign-white" d="M84 138h70a22 22 0 0 0 0-44 34 34 0 0 0-64-6 26 26 0 0 0-6 50z" />
      <path className="sign-line" d="M84 138h70a22 22 0 0 0 0-44 34 34 0 0 0-64-6 26 26 0 0 0-6 50z" />
      <path className="sign-line sign-danger" d="M104 98l32 32M136 98l-32 32" />
    </>
  ),
  /** Places where nobody is. */
  empty: (
    <>
      <circle className="sign-line sign-dashed" cx="86" cy="92" r="16" />
      <path className="sign-line sign-dashed" d="M58 150c0-20 12-30 28-30s28 10 28 30" />
      <circle className="sign-line sign-dashed" cx="154" cy="92" r="16" />
      <path className="sign-line sign-dashed" d="M126 150c0-20 12-30 28-30s28 10 28 30" />
    </>
  ),
  /** Somebody in every pane. */
  full: (
    <g className="sign-deep">
      {['translate(82 62)', 'translate(158 62)', 'translate(82 138)', 'translate(158 138)'].map((place) => (
        <g key={place} transform={place}>
          <circle r="13" />
          <path d="M-24 42c0-18 10-26 24-26s24 8 24 26z" />
        </g>
      ))}
    </g>
  ),
  /** A clock. */
  waiting: (
    <>
      <circle className="sign-white" cx="120" cy="112" r="48" />
      <circle className="sign-line" cx="120" cy="112" r="48" />
      <path className="sign-line" d="M120 80v32l22 16" />
    </>
  ),
  /** Curtains are drawn. */
  closed: (
    <>
      <path className="sign-deep" d="M48 32h70c0 60-26 90-26 160H48zM192 32h-70c0 60 26 90 26 160h44z" />
      <path
        className="sign-line sign-light"
        d="M70 40c0 56-8 90-8 146M94 40c0 50-12 80-14 146M170 40c0 56 8 90 8 146M146 40c0 50 12 80 14 146"
      />
    </>
  ),
  /** The blind is down and locked. */
  blocked: (
    <>
      <path className="sign-deep" d="M48 32h144v160H48z" />
      <path className="sign-line sign-light" d="M54 56h132M54 80h132M54 104h132M54 128h132M54 152h132M54 176h132" />
      <rect className="sign-accent" x="88" y="106" width="64" height="52" rx="6" />
      <path className="sign-line" d="M102 106V92a18 18 0 0 1 36 0v14M120 126v14" />
      <rect className="sign-line" x="88" y="106" width="64" height="52" rx="6" />
    </>
  ),
  /** A sheet of paper with new lines. */
  paper: (
    <>
      <path className="sign-white" d="M80 48h58l24 24v104H80z" />
      <path className="sign-line" d="M80 48h58l24 24v104H80zM136 50v24h24M98 100h46M98 122h46M98 144h28" />
    </>
  ),
  /** The city in the sun: the way is open. */
  open: (
    <>
      <circle className="sign-accent" cx="156" cy="72" r="22" />
      <path className="sign-soft" d="M48 192v-50h14V96l16-26 16 26v46h18l24-20 24 20h12l20-16v66z" />
      <path className="sign-deep" d="M48 192v-18q72-22 144-6v24z" />
      <path className="sign-bars" d="M120 28v168M44 104h152" />
    </>
  ),
  /** A cloth on its way over the glass. */
  wiping: (
    <>
      <path className="sign-line sign-white-line" d="M66 172C70 120 106 86 152 70" />
      <path className="sign-line sign-white-line" d="M98 176c6-36 30-60 66-70" />
      <rect className="sign-accent" x="118" y="46" width="62" height="50" rx="12" transform="rotate(-18 149 71)" />
      <rect className="sign-line" x="118" y="46" width="62" height="50" rx="12" transform="rotate(-18 149 71)" />
      <path className="sign-line" d="M74 64v20M64 74h20" />
    </>
  ),
  /** Clear glass that shines, and a tick. */
  clean: (
    <>
      <path className="sign-line sign-white-line" d="M64 92l40-44M136 180l44-48" />
      <circle className="sign-success" cx="120" cy="112" r="38" />
      <path className="sign-line sign-tick" d="M102 112l13 14 24-27" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type SignName = keyof typeof VIEWS;

/** A drawn sign; it says nothing that the words beside it do not say. */
export const Sign = ({ name }: { readonly name: SignName }) => (
  <svg className="sign" data-sign={name} viewBox="0 0 240 240" aria-hidden>
    <path className="sign-shutter" d="M2 28h32v168H2zM206 28h32v168h-32z" />
    <path
      className="sign-slats"
      d="M10 48h16M10 70h16M10 92h16M10 114h16M10 136h16M10 158h16M10 178h16M214 48h16M214 70h16M214 92h16M214 114h16M214 136h16M214 158h16M214 178h16"
    />
    <rect className="sign-glass" x="44" y="28" width="152" height="168" />
    <path className="sign-bars" d="M120 28v168M44 104h152" />
    {VIEWS[name]}
    <rect className="sign-frame" x="44" y="28" width="152" height="168" rx="6" />
    <rect className="sign-sill" x="30" y="200" width="180" height="16" rx="4" />
  </svg>
);
