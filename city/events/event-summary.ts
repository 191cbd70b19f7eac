import type { CityEvent } from '../../contract/events.ts';

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const PART = { listen: 'listening', speak: 'speaking' } as const;

/** What happened, in a few plain words for operators. */
export const summarizeEvent = ({ type, data }: CityEvent): string => {
  switch (type) {
    case 'stadtfenster.terminal.started':
      return `version ${data.version}, Electron ${data.electron}, ${data.sandboxed ? 'sandboxed' : 'NOT sandboxed'}`;
    case 'stadtfenster.terminal.problem':
      return data.amount === undefined ? data.code : `${data.code} (${data.amount})`;
    case 'stadtfenster.terminal.refused':
      return Object.entries(data.refusals)
        .map(([rule, times]) => `${rule} ${times}`)
        .join(', ');
    case 'stadtfenster.terminal.lock-incomplete':
      return data.gaps.join(', ');
    case 'stadtfenster.terminal.service':
      return `service menu: ${data.act}${data.role === undefined ? '' : `, ${data.role}`}`;
    case 'stadtfenster.terminal.restarting':
      return `starts itself anew: ${data.reason}`;
    case 'stadtfenster.configuration.taken': {
      const fromMachine = data.layers.filter(({ layers }) => layers.includes('machine')).map(({ field }) => field);
      return `version ${data.version}${fromMachine.length === 0 ? '' : `, of the machine's own: ${fromMachine.join(', ')}`}`;
    }
    case 'stadtfenster.order.result':
      return `${data.act} ${data.state}${data.reason === undefined ? '' : `: ${data.reason}`}`;
    case 'stadtfenster.terminal.heartbeat':
      return `${data.doing}, up ${Math.floor(data.upSeconds / 60)} min, ${data.spool.waiting} events waiting`;
    case 'stadtfenster.spool.dropped':
      return `gave up (${data.reason}) ${Object.entries(data.dropped)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', ')}`;
    case 'stadtfenster.visit.started':
      return 'someone touched the screen';
    case 'stadtfenster.visit.joined':
      return `in room ${data.room} after ${seconds(data.durationMs)}, ${PART[data.part]}${data.role === 'moderator' ? ' as moderator' : ''}, language ${data.locale}`;
    case 'stadtfenster.visit.rejoined':
      return `back in the meeting after ${seconds(data.durationMs)}, ${data.cause}`;
    case 'stadtfenster.visit.locked':
      return data.state === 'locked' ? 'the bar is locked, the meeting goes on' : 'the bar was unlocked with the code';
    case 'stadtfenster.visit.failed':
      return `${data.code} at step ${data.step}`;
    case 'stadtfenster.visit.ended': {
      const meeting = data.meetingMs === undefined ? '' : `, ${seconds(data.meetingMs)} of it in the meeting`;
      return `${data.outcome} at step ${data.step} after ${seconds(data.durationMs)}${meeting}`;
    }
    case 'stadtfenster.visit.wiped': {
      const failed = data.receipt.items.filter(({ result }) => result === 'failed').map(({ item }) => item);
      const outcome = failed.length === 0 ? `${data.receipt.items.length} items clean` : `FAILED: ${failed.join(', ')}`;
      return `${data.stage}, ${outcome}, ${Math.round(data.receipt.durationMs)} ms`;
    }
    case 'stadtfenster.visit.feedback':
      return `${data.rating} of 5${data.words === undefined ? '' : `: ${data.words}`}`;
    case 'stadtfenster.visit.help':
      return `staff ${data.state} at step ${data.step}`;
    case 'stadtfenster.visit.reported':
      return `${data.reason} in room ${data.room}`;
  }
};
