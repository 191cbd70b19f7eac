import type { CityEvent } from '../../contract/events.ts';
import { FORMAT_LOCALE, type Locale } from '../../contract/locale.ts';
import { hasTraces } from '../../contract/receipt.ts';
import type { DashboardTexts } from './texts.ts';
import { span } from './time-words.ts';

/** How an event is to be seen: something to look at, the life of the terminal, or a visit. */
export type EventTone = 'alarm' | 'terminal' | 'visit';

/** Whether somebody should look at what an event tells. */
export const toneOf = (event: CityEvent): EventTone => {
  switch (event.type) {
    case 'stadtfenster.terminal.problem':
    case 'stadtfenster.terminal.lock-incomplete':
    case 'stadtfenster.spool.dropped':
    case 'stadtfenster.visit.failed':
    case 'stadtfenster.visit.reported':
      return 'alarm';
    case 'stadtfenster.visit.wiped':
      return hasTraces(event.data.receipt) ? 'alarm' : 'visit';
    default:
      return event.type.startsWith('stadtfenster.visit.') ? 'visit' : 'terminal';
  }
};

/** What happened, in a plain sentence. */
export const eventWords = ({ type, data }: CityEvent, t: DashboardTexts, locale: Locale): string => {
  switch (type) {
    case 'stadtfenster.terminal.started':
      return t('event.started', { version: data.version });
    case 'stadtfenster.terminal.restarting':
      return t('event.restarting', { reason: t(`restart.${data.reason}`, { defaultValue: data.reason }) });
    case 'stadtfenster.terminal.problem':
      return t('event.problem', { problem: t(`problem.${data.code}`, { defaultValue: data.code }) });
    case 'stadtfenster.terminal.refused': {
      const count = Object.values(data.refusals).reduce((sum, times) => sum + times, 0);
      return t('event.refused', { count });
    }
    case 'stadtfenster.terminal.lock-incomplete':
      return t('event.lockIncomplete', {
        gaps: new Intl.ListFormat(FORMAT_LOCALE[locale]).format(data.gaps.map((gap) => t(`gap.${gap}`))),
      });
    case 'stadtfenster.configuration.taken':
      return t('event.configurationTaken', { version: data.version });
    case 'stadtfenster.terminal.service':
      return t('event.service', { act: t(`service.${data.act}`, { defaultValue: data.act }) });
    case 'stadtfenster.order.result': {
      const act = t(`command.${data.act}`);
      const state = t(`result.${data.state}`);
      return data.reason === undefined
        ? t('event.order', { act, state })
        : t('event.orderBecause', { act, state, reason: t(`because.${data.reason}`) });
    }
    case 'stadtfenster.spool.dropped': {
      const count = Object.values(data.dropped).reduce((sum, times) => sum + times, 0);
      return t('event.dropped', { count });
    }
    case 'stadtfenster.visit.started':
      return t('event.visitStarted');
    case 'stadtfenster.visit.joined':
      return t('event.joined', { room: data.room, after: span(data.durationMs, locale) });
    case 'stadtfenster.visit.rejoined':
      return t('event.rejoined', { after: span(data.durationMs, locale) });
    case 'stadtfenster.visit.locked':
      return t(`event.${data.state}`);
    case 'stadtfenster.visit.failed':
      return t('event.failed', { step: t(`step.${data.step}`), code: data.code });
    case 'stadtfenster.visit.ended':
      return t('event.ended', {
        outcome: t(`outcome.${data.outcome}`, { defaultValue: data.outcome }),
        after: span(data.durationMs, locale),
      });
    case 'stadtfenster.visit.wiped':
      return hasTraces(data.receipt) ? t('event.wipeFailed') : t('event.wiped', { count: data.receipt.items.length });
    case 'stadtfenster.visit.feedback':
      return t('event.rated');
    case 'stadtfenster.visit.help':
      return t(`event.help.${data.state}`);
    case 'stadtfenster.visit.reported':
      return t('event.reported', { reason: t(`reason.${data.reason}`), room: data.room });
    case 'stadtfenster.terminal.heartbeat':
      return t('event.heartbeat');
  }
};
