import { reachesOutside, waysOf, type Attack, type World } from '../attack.ts';

const isAt = async ({ seen }: World, host: string): Promise<boolean> => {
  const { address } = await seen();
  return address !== null && URL.canParse(address) && new URL(address).host === host;
};

const FORM = `const form = document.createElement('form'); document.body.append(form);`;
const framed = (html: string, sandbox = ''): string =>
  `const frame = document.createElement('iframe'); ${sandbox === '' ? '' : `frame.setAttribute('sandbox', '${sandbox}');`} frame.srcdoc = ${html}; document.body.append(frame);`;

/** Ways of the main frame to a foreign page, or to one of nobody's. */
export const navigationWays: readonly Attack[] = [
  ...waysOf(
    'navigation',
    'a foreign page in the place of the meeting',
    [
      ['location-href', 'sets location.href', `location.href = to;`],
      ['location-assign', 'calls location.assign()', `location.assign(to);`],
      ['location-replace', 'calls location.replace()', `location.replace(to);`],
      ['navigation-api', 'calls navigation.navigate()', `navigation.navigate(to);`],
      ['open-self', 'opens a window in its own place', `window.open(to, '_self');`],
      [
        'open-top',
        'lets a frame open a window in the place of the top',
        framed("`<script>window.open('${to}', '_top')</script>`"),
      ],
      [
        'link',
        'lets the visitor touch a link',
        `const link = document.createElement('a'); link.href = to; document.body.append(link); link.click();`,
      ],
      [
        'image-map',
        'lets the visitor touch an image map',
        `const area = document.createElement('area'); area.href = to; const map = document.createElement('map'); map.append(area); document.body.append(map); area.click();`,
      ],
      [
        'svg-link',
        'lets the visitor touch a link in a drawing',
        `const space = 'http://www.w3.org/2000/svg'; const svg = document.createElementNS(space, 'svg'); const link = document.createElementNS(space, 'a'); link.setAttribute('href', to); svg.append(link); document.body.append(svg); link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));`,
      ],
      ['form-get', 'sends a form', `${FORM} form.action = to; form.submit();`],
      ['form-post', 'sends a form with POST', `${FORM} form.action = to; form.method = 'post'; form.submit();`],
      [
        'form-button',
        "sends a form to its button's own address",
        `${FORM} const button = document.createElement('button'); button.setAttribute('formaction', to); form.append(button); button.click();`,
      ],
      ['form-request', 'calls requestSubmit()', `${FORM} form.action = to; form.requestSubmit();`],
      [
        'meta-refresh',
        'writes a meta refresh',
        `const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0; url=' + to; document.head.append(meta);`,
      ],
      [
        'refresh-header',
        'goes to a page of its own with a Refresh header',
        'location.href = `${inside}/refresh?mark=${mark}`;',
      ],
      ['redirect', 'is redirected by its own server', 'location.href = `${inside}/to-outside?mark=${mark}`;'],
      [
        'redirect-chain',
        'is redirected twice, first to its own host',
        'location.href = `${inside}/to-outside-307?mark=${mark}`;',
      ],
      [
        'redirected-form',
        'sends a form that is redirected',
        FORM + "form.method = 'post'; form.action = `${inside}/to-outside-307?mark=${mark}`; form.submit();",
      ],
      ['frame-parent', 'lets a frame send its parent away', framed("`<script>parent.location = '${to}'</script>`")],
      [
        'frame-top-link',
        'lets a link in a frame aim at the top',
        framed('`<a id="a" target="_top" href="${to}">x</a><script>a.click()</script>`'),
      ],
      [
        'frame-top-form',
        'lets a form in a frame aim at the top',
        framed('`<form id="f" target="_top" action="${to}"></form><script>f.submit()</script>`'),
      ],
      [
        'frame-in-frame',
        'lets a frame in a frame send the top away',
        framed('`<iframe srcdoc="<script>top.location=\'${to}\'</script>"></iframe>`'),
      ],
      [
        'sandbox-top',
        'lets a sandboxed frame use allow-top-navigation',
        framed("`<script>top.location = '${to}'</script>`", 'allow-scripts allow-top-navigation'),
      ],
      [
        'base',
        'moves its own links with a base element',
        `const base = document.createElement('base'); base.href = new URL(to).origin + '/'; document.head.append(base); const link = document.createElement('a'); link.href = mark; document.body.append(link); link.click();`,
      ],
      [
        'user-in-address',
        'hides the foreign host behind a user name like ours',
        `location.href = to.replace('http://', 'http://' + location.hostname + ':x@');`,
      ],
      [
        'history',
        'goes back to a place in the history from which it leaves',
        `history.pushState(null, '', '#inside'); addEventListener('popstate', () => { location.href = to; }); history.back();`,
      ],
      [
        'script-address',
        'goes to a javascript: address that leaves',
        "location.href = `javascript:void(location.replace('${to}'))`;",
      ],
      ['timer', 'leaves after the touch', `setTimeout(() => { location.href = to; }, 50);`],
      [
        'worker',
        'lets a worker say when to leave',
        `const worker = new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))); worker.onmessage = () => { location.href = to; };`,
      ],
    ],
    // With the network still closed what comes in the meeting's place is an error page of that address.
    async (world) => reachesOutside(world) || (await isAt(world, world.outside.host)),
  ),
  ...waysOf(
    'navigation',
    'a page that the meeting has written, in its place and with no address',
    [
      [
        'blob',
        'opens a page that it has written itself',
        `location.href = URL.createObjectURL(new Blob(['<h1>Please type your PIN'], { type: 'text/html' }));`,
      ],
    ],
    async ({ seen }) => (await seen()).address?.startsWith('blob:') === true,
  ),
];
