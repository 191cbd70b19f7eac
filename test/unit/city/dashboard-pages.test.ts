import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesRoute } from '../../../city/api/dashboard/pages-route.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'city-pages-'));
  mkdirSync(join(folder, 'dashboard', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'not for browsers');
  writeFileSync(join(folder, 'dashboard', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'dashboard', 'assets', 'index-x.js'), 'export {};');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = async (url: string, pages = join(folder, 'dashboard')) => {
  const app = fastify();
  await app.register(pagesRoute(pages));
  return app.inject({ method: 'GET', url });
};

describe('the pages of the dashboard', () => {
  it('come with a policy that lets nothing in but themselves', async () => {
    const { statusCode, headers, body } = await get('/dashboard/');
    expect([statusCode, headers['content-type'], body]).toEqual([200, 'text/html; charset=utf-8', '<!doctype html>']);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|http/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('are kept by the browser where their name changes with them, and nowhere else', async () => {
    expect((await get('/dashboard/assets/index-x.js')).headers['cache-control']).toContain('immutable');
    expect((await get('/dashboard/')).headers['cache-control']).toBeUndefined();
  });

  it('are found without the stroke at the end too, and are all that is there', async () => {
    const bare = await get('/dashboard');
    expect([bare.statusCode, bare.headers.location]).toEqual([308, '/dashboard/']);
    for (const url of [
      '/dashboard/../secret.txt',
      '/dashboard/%2e%2e/secret.txt',
      '/dashboard/assets/',
      '/secret.txt',
    ]) {
      expect((await get(url)).statusCode, url).toBe(404);
    }
  });

  it('are not there before they are built', async () => {
    expect((await get('/dashboard/', join(folder, 'nowhere'))).statusCode).toBe(404);
  });
});
