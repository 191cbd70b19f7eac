import { Power, RotateCw, ScreenShareOff, Unplug, type LucideIcon } from 'lucide-react';
import type { ServiceAct } from '../../contract/service.ts';

const ICONS: Readonly<Record<ServiceAct, LucideIcon>> = {
  restart: RotateCw,
  reboot: Power,
  're-enrol': Unplug,
  'leave-kiosk': ScreenShareOff,
};

/** The sign of what can be done; it never stands without its word. */
export const ActIcon = ({ act }: { readonly act: ServiceAct }) => {
  const Icon = ICONS[act];
  return <Icon aria-hidden />;
};
