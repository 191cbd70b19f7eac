import type { ReactNode } from 'react';
import type { Rating } from '../../contract/feedback.ts';

const FEATURES: Readonly<Record<Rating, ReactNode>> = {
  1: <path className="sign-line" d="M16 22l9-4M48 22l-9-4M20 47q12-14 24 0" />,
  2: <path className="sign-line" d="M22 45q10-8 20 0" />,
  3: <path className="sign-line" d="M22 43h20" />,
  4: <path className="sign-line" d="M21 40q11 9 22 0" />,
  5: <path className="sign-deep face-laugh" d="M18 37q14 20 28 0z" />,
};

/** A drawn face from very bad to very good; it says nothing that the word beside it does not say. */
export const Face = ({ rating }: { readonly rating: Rating }) => (
  <svg className="sign face" viewBox="0 0 64 64" aria-hidden>
    <circle className="face-ground" cx="32" cy="32" r="28" />
    <circle className="sign-deep" cx="23" cy="28" r="4" />
    <circle className="sign-deep" cx="41" cy="28" r="4" />
    {FEATURES[rating]}
  </svg>
);
