import { describe, expect, it } from 'vitest';
import {
  auditActSchema,
  accountRoleSchema,
  DASHBOARD_ERROR_STATUS,
  terminalStateSchema,
} from '../../../../contract/dashboard.ts';
import { layerSchema } from '../../../../contract/layer.ts';
import { EVENT_DATA, restartReasonSchema, visitOutcomeSchema, visitStepSchema } from '../../../../contract/events.ts';
import { resultStateSchema } from '../../../../contract/dashboard-commands.ts';
import { hourStateSchema } from '../../../../contract/day.ts';
import { LOCALES } from '../../../../contract/locale.ts';
import { lockGapSchema } from '../../../../contract/lock-gap.ts';
import { commandActSchema, orderReasonSchema } from '../../../../contract/order-result.ts';
import { settingsOf } from '../../../../city/fleet/settings.ts';
import { cityConfigurationSchema } from '../../../../contract/configuration.ts';
import { reportReasonSchema } from '../../../../contract/problem-report.ts';
import de from '../../../../resources/locales/dashboard.de.json' with { type: 'json' };

const TEXT = { de: 'Regel', en: 'Rule' };
const CONFIGURATION = cityConfigurationSchema.parse({
  city: 'Musterstadt',
  site: 'Bibliothek',
  siteId: 'bib',
  terms: { version: '1', summary: [TEXT], fullText: [TEXT] },
});

/** Of an error that no page can meet there is no sentence: the pages are our own. */
const NOT_MET = new Set(['foreign-page']);

describe('everything that a page may have to say', () => {
  it.each<readonly [string, readonly string[], Readonly<Record<string, unknown>>]>([
    ['state', terminalStateSchema.options, de.state],
    ['role', accountRoleSchema.options, de.role],
    ['act', auditActSchema.options, de.act],
    ['hour', hourStateSchema.options.map((state) => `${state}_other`), de.day],
    ['layer', layerSchema.options, de.layer],
    ['setting', settingsOf(CONFIGURATION, null).map(({ field }) => field), de.setting],
    ['command', commandActSchema.options, de.command],
    ['result', resultStateSchema.options, de.result],
    ['because', orderReasonSchema.options, de.because],
    ['language', LOCALES, de.language],
    ['problem', EVENT_DATA['stadtfenster.terminal.problem'].shape.code.options, de.problem],
    ['restart', restartReasonSchema.options, de.restart],
    ['service', EVENT_DATA['stadtfenster.terminal.service'].shape.act.options, de.service],
    ['step', visitStepSchema.options, de.step],
    ['outcome', visitOutcomeSchema.options, de.outcome],
    ['reason', reportReasonSchema.options, de.reason],
    ['gap', lockGapSchema.options, de.gap],
    ['help', EVENT_DATA['stadtfenster.visit.help'].shape.state.options, de.event.help],
  ])('has words: %s', (_name, options, texts) => {
    expect(options.filter((option) => !(option in texts))).toEqual([]);
  });

  it('has a sentence for each reason to be refused', () => {
    const said = Object.keys(de.wrong).map((key) => key.replace(/_(?:one|other)$/, ''));
    const met = Object.keys(DASHBOARD_ERROR_STATUS).filter((code) => !NOT_MET.has(code));
    expect(met.filter((code) => !said.includes(code))).toEqual([]);
  });
});
