import { uuidv7 } from 'uuidv7';
import { startCity } from '../city/server.ts';
import { openChromium } from '../test/e2e/chromium.ts';
import { mkdirSync } from 'node:fs';
mkdirSync('/tmp/dashboard-pictures', { recursive: true });
const log: string[] = [];
const city = await startCity({ port: 0, dataDir: null, bbb: { url: 'http://127.0.0.1:9/', secret: 'S' }, seed: { city: 'Musterstadt', site: 'Stadtbibliothek' , rooms: []}, log: (e) => { if (e.failure || e.status >= 400) console.log(JSON.stringify(e)); } });
let n = 0;
const V = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const tell = async (terminal: string, token: string, seq: number, type: string, data: object, ago = 0) => {
  const event = { specversion: '1.0', id: uuidv7(), source: `/terminals/${terminal}`, time: new Date(Date.now() - ago * 60000).toISOString(), sequence: seq, type, data };
  const a = await fetch(city.url + 'v1/events', { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' }, body: JSON.stringify([event]) });
  if (a.status !== 202) console.log(await a.text());
};
const started = { version: '1.2.3', electron: '45.4.1', chromium: '140.0', sandboxed: true };
for (const [terminal, site, events] of [
  ['bibliothek-1', 'Stadtbibliothek', [['terminal.started', started, 300], ['visit.started', { visit: V }, 12], ['visit.joined', { visit: V, room: 'energie-umwelt', part: 'speak', role: 'attendee', locale: 'de', durationMs: 2400 }, 10]]],
  ['bibliothek-2', 'Stadtbibliothek', [['terminal.started', started, 300], ['terminal.problem', { code: 'microphone-missing' }, 20], ['terminal.lock-incomplete', { gaps: ['runs-as-root', 'swap-on'] }, 20]]],
  ['bibliothek-3', 'Stadtbibliothek', [['terminal.started', started, 300], ['visit.started', { visit: V }, 1]]],
  ['klima-pavillon-1', 'Klima-Pavillon', [['terminal.started', started, 60 * 20], ['terminal.refused', { refusals: { navigation: 3 } }, 100], ['visit.started', { visit: V }, 90], ['visit.failed', { visit: V, code: 'code-wrong', step: 'code' }, 80], ['visit.ended', { visit: V, outcome: 'left', step: 'rooms', durationMs: 240000 }, 70], ['visit.wiped', { visit: V, stage: 'screens', receipt: { durationMs: 12, items: [{ item: 'name', result: 'verified' }] } }, 70], ['visit.feedback', { visit: V, rating: 5, words: 'Sehr freundlich, danke!' }, 69]]],
  ['rathaus-1', 'Rathaus am Markt', []],
  ['rathaus-2', 'Rathaus am Markt', [['terminal.started', started, 3000], ['terminal.service', { act: 'leave-kiosk', role: 'operator' }, 1000]]],
] as const) {
  const token = await city.createDeviceToken(terminal, site);
  let seq = 0;
  for (const [type, data, ago] of events) await tell(terminal, token, ++seq, `stadtfenster.${type}`, data, ago);
}
const many = Number(process.argv[2] ?? 0);
for (let i = 1; i <= many; i++) { const t = `masse-${i}`; const token = await city.createDeviceToken(t, `Standort ${i % 40}`); await tell(t, token, 1, 'stadtfenster.terminal.started', started, 5); }
const browser = await openChromium();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.on('console', (m) => console.log('console', m.type(), m.text()));
page.on('pageerror', (e) => console.log('pageerror', e.stack));
const sizes = [[1280, 800], [1920, 1080], [390, 844]] as const;
const shoot = async (name: string) => { for (const [width, height] of sizes) { await page.setViewportSize({ width, height }); await page.waitForTimeout(300); await page.screenshot({ path: `/tmp/dashboard-pictures/${name}-${width}.png` }); const o = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth); if (o > 0) console.log('overflow', name, width, o); } await page.setViewportSize({ width: 1280, height: 800 }); };
const home = city.url + 'dashboard/';
await page.goto(home); await page.waitForSelector('h1'); await shoot('sign-in');
await page.goto(`${home}#/first/${await city.accounts.createFirstLink()}`); await page.waitForSelector('text=Erstes Konto'); await shoot('first');
await page.getByLabel('Name', { exact: true }).fill('anna');
await page.getByLabel('Neues Kennwort', { exact: true }).fill('ein guter langer Satz');
await page.getByLabel('Neues Kennwort wiederholen').fill('ein guter langer Satz');
await page.keyboard.press('Enter');
await page.waitForSelector('h1:has-text("Terminals")'); 
await page.waitForTimeout(2500);
console.log(await page.evaluate(() => document.querySelector('main')?.innerHTML.slice(-2500)));
await shoot('fleet');
if (many > 0) {
  const t0 = Date.now(); await page.reload(); await page.waitForSelector('.fleet-row'); console.log('first rows ms', Date.now() - t0);
  const t1 = Date.now(); const r = await page.evaluate(async () => { const a = performance.now(); const x = await fetch('/dashboard/api/fleet'); const b = await x.text(); return [performance.now() - a, b.length]; }); console.log('fleet fetch', r);
  await page.waitForTimeout(2500);
  console.log('cold fleet fetch', await page.evaluate(async () => { const a = performance.now(); const x = await fetch('/dashboard/api/fleet'); const b = await x.text(); return [performance.now() - a, b.length]; }));
  console.log('scroll', await page.evaluate(async () => { const list = document.querySelector('.fleet-list')!; const times: number[] = []; let last = performance.now(); for (let i = 0; i < 60; i++) { list.scrollTop += 400; await new Promise(requestAnimationFrame); const now = performance.now(); times.push(Math.round(now - last)); last = now; } return times.sort((a, b) => a - b); }));
}
for (const [name, hash] of [['terminal', '#/terminal/klima-pavillon-1'], ['audit', '#/audit'], ['password', '#/password']]) { await page.goto(home + hash); await page.waitForTimeout(1500); await shoot(name!); }
await browser.close(); await city.close();
