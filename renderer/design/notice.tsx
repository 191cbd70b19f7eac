import type { ReactNode } from 'react';
import { TriangleAlert } from 'lucide-react';

/** Something the visitor should know before going on, with what can be done about it. */
export const Notice = ({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) => (
  <div className="notice">
    <TriangleAlert aria-hidden />
    <p>{children}</p>
    {action}
  </div>
);
