import type { ReactNode } from 'react';

interface ButtonProps {
  /** One primary action per screen at most. */
  readonly rank: 'primary' | 'secondary' | 'quiet';
  readonly onPress: () => void;
  readonly children: ReactNode;
  /** A lucide sign; it never stands without a word. */
  readonly icon?: ReactNode;
}

/** A large button; acts on release, by touch, mouse, Enter and Space. */
export const Button = ({ rank, onPress, icon, children }: ButtonProps) => (
  <button type="button" className="button" data-rank={rank} onClick={onPress}>
    {icon}
    <span>{children}</span>
  </button>
);
