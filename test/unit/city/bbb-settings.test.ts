import { describe, expect, it } from 'vitest';
import { bbbSettingsSchema } from '../../../city/meetings/bbb-settings.ts';

describe('the address of a BBB server', () => {
  it.each([
    ['https://bbb.example.org', 'https://bbb.example.org/bigbluebutton/api/'],
    ['https://bbb.example.org/', 'https://bbb.example.org/bigbluebutton/api/'],
    ['https://bbb.example.org/bigbluebutton', 'https://bbb.example.org/bigbluebutton/api/'],
    ['https://bbb.example.org/bigbluebutton/', 'https://bbb.example.org/bigbluebutton/api/'],
    ['https://lb.example.org/bigbluebutton/api', 'https://lb.example.org/bigbluebutton/api/'],
    ['https://lb.example.org/bigbluebutton/api/', 'https://lb.example.org/bigbluebutton/api/'],
    ['http://127.0.0.1:8090/bigbluebutton/?x=1', 'http://127.0.0.1:8090/bigbluebutton/api/'],
    ['https://mock.example.org/server-1/', 'https://mock.example.org/server-1/api/'],
  ])('may be written as %s', (written, apiUrl) => {
    expect(bbbSettingsSchema.parse({ url: written, secret: 'S' }).url).toBe(apiUrl);
  });

  it.each(['', 'bbb.example.org', 'ftp://bbb.example.org/', 'javascript:alert(1)'])('is not %j', (url) => {
    expect(bbbSettingsSchema.safeParse({ url, secret: 'S' }).success).toBe(false);
  });

  it('comes with a secret', () => {
    expect(bbbSettingsSchema.safeParse({ url: 'https://bbb.example.org', secret: '' }).success).toBe(false);
  });
});
