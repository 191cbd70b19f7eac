import type { AuditEntry } from '../../contract/dashboard.ts';
import type { DashboardTexts } from './texts.ts';

/** As the city writes down whom a command was for when it was for all. */
const EVERYBODY = '*';

/** What an entry of the audit log is about: "Terminal sperren: bibliothek-1". */
export const subjectWords = ({ act, subject }: Pick<AuditEntry, 'act' | 'subject'>, t: DashboardTexts): string => {
  if (subject === null) return '';
  const [, command, audience] = /^(\S+) (.+)$/.exec(subject) ?? [];
  if (act === 'command-given' && command !== undefined && audience !== undefined) {
    const words = t(`command.${command}`, { defaultValue: command });
    return `${words}: ${audience === EVERYBODY ? t('audience.all') : audience}`;
  }
  if (act === 'pin-made') return t(`role.${subject}`, { defaultValue: subject });
  const [, room, role] = /^(\S+) \((attendee|moderator)\)$/.exec(subject) ?? [];
  return room === undefined || role === undefined ? subject : `${room}: ${t(`rooms.code.${role}`)}`;
};
