import { Check } from 'lucide-react';

/** The drawn part of a check box or a chosen card; the control around it carries the state. */
export const TickBox = () => (
  <span className="tick-box" aria-hidden>
    <Check />
  </span>
);
