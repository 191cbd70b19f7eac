/** What one visitor leaves for the next to find: planted in one page, looked for in a later one of the same partition. */
export interface Leak {
  readonly mechanism: string;
  readonly tries: string;
  readonly wouldShow: string;
  /** The page's scripts; `word` is what is planted. */
  readonly plant: string;
  /** Gives back whether the word is there. */
  readonly find: string;
}

const leak = (mechanism: string, tries: string, wouldShow: string, plant: string, find: string): Leak => ({
  mechanism,
  tries,
  wouldShow,
  plant,
  find,
});

const openDatabase = `new Promise((resolve) => { const request = indexedDB.open('x', 1); request.onupgradeneeded = () => request.result.createObjectStore('s'); request.onsuccess = () => resolve(request.result); })`;
const askServer = (path: string): string => `(await (await fetch('${path}', { cache: 'default' })).text())`;

export const leaks: readonly Leak[] = [
  leak(
    'cookie',
    'sets a cookie',
    'the last visitor, known again',
    `document.cookie = 'w=' + word + '; max-age=9999';`,
    `return document.cookie.includes(word);`,
  ),
  leak(
    'cookie-hidden',
    'lets its server set a cookie that scripts cannot see',
    'the last visitor, known again',
    "await fetch('/set-cookie?word=' + word);",
    `return ${askServer('/cookie')}.includes(word);`,
  ),
  leak(
    'cookie-path',
    'sets a cookie for a part of its host',
    'the last visitor, known again',
    `document.cookie = 'p=' + word + '; path=/cookie; max-age=9999';`,
    `return ${askServer('/cookie')}.includes(word);`,
  ),
  leak(
    'cookie-store',
    'sets a cookie by the newer interface',
    'the last visitor, known again',
    `await cookieStore.set('s', word);`,
    `return document.cookie.includes(word);`,
  ),
  leak(
    'local-storage',
    'writes into localStorage',
    'what BBB keeps of a person',
    `localStorage.setItem('w', word);`,
    `return localStorage.getItem('w') === word;`,
  ),
  leak(
    'indexed-db',
    'writes into IndexedDB',
    'what BBB keeps of a person',
    `const base = await ${openDatabase}; await new Promise((resolve) => { const change = base.transaction('s', 'readwrite'); change.objectStore('s').put(word, 'w'); change.oncomplete = resolve; }); base.close();`,
    `const base = await ${openDatabase}; return new Promise((resolve) => { const request = base.transaction('s').objectStore('s').get('w'); request.onsuccess = () => resolve(request.result === word); });`,
  ),
  leak(
    'cache-storage',
    'keeps answers in CacheStorage',
    'pages of the last meeting',
    `const cache = await caches.open('x'); await cache.put('/kept', new Response(word));`,
    `const kept = await caches.match('/kept'); return kept !== undefined && (await kept.text()) === word;`,
  ),
  leak(
    'origin-files',
    'writes a file of its origin',
    'files of the last meeting',
    `const folder = await navigator.storage.getDirectory(); const file = await folder.getFileHandle('w', { create: true }); const writer = await file.createWritable(); await writer.write(word); await writer.close();`,
    `const folder = await navigator.storage.getDirectory(); return folder.getFileHandle('w').then(() => true, () => false);`,
  ),
  leak(
    'old-files',
    "writes a file by Chromium's old interface",
    'files of the last meeting',
    `await new Promise((resolve, reject) => webkitRequestFileSystem(0, 9999, ({ root }) => root.getFile('w', { create: true }, resolve, reject), reject));`,
    `return new Promise((resolve) => webkitRequestFileSystem(0, 9999, ({ root }) => root.getFile('w', {}, () => resolve(true), () => resolve(false)), () => resolve(false)));`,
  ),
  leak(
    'http-cache',
    'lets its server answer with what may be kept',
    'what the last visitor saw',
    "await fetch('/kept-word', { headers: { 'x-word': word } });",
    `return ${askServer('/kept-word')} === word;`,
  ),
  leak(
    'etag',
    'lets its server mark an answer with a tag',
    'the last visitor, known again without a cookie',
    "await (await fetch('/tagged', { headers: { 'x-word': word } })).text();",
    `return (await (await fetch('/tagged')).text()).includes(word);`,
  ),
  leak(
    'sign-in',
    'signs in at its server',
    'the account of the last visitor',
    `await new Promise((resolve) => { const request = new XMLHttpRequest(); request.open('GET', '/signed-in', true, 'user', word); request.onloadend = resolve; request.send(); });`,
    `return (await (await fetch('/signed-in')).text()).includes(word);`,
  ),
  leak(
    'connection',
    'knows its own connection again',
    'two visits, tied together',
    "await (await fetch('/connection?word=' + word)).text();",
    `return ${askServer('/connection')} === word;`,
  ),
  leak(
    'clipboard',
    'copies a text',
    'what the last visitor wrote',
    `document.querySelector('#words').value = word; document.querySelector('#words').select(); document.execCommand('copy');`,
    `const field = document.querySelector('#words'); field.focus(); document.execCommand('paste'); return field.value.includes(word);`,
  ),
  leak(
    'device-ids',
    'remembers the numbers of camera and microphone',
    'the last visitor, known again by a device',
    `await fetch('/remember', { method: 'POST', body: (await navigator.mediaDevices.enumerateDevices()).map(({ deviceId }) => deviceId).join() });`,
    `const ids = (await navigator.mediaDevices.enumerateDevices()).map(({ deviceId }) => deviceId).filter((id) => id.length > 20); const old = ${askServer('/remember')}; return ids.some((id) => old.includes(id));`,
  ),
];
