import { waysOf, type Attack } from '../attack.ts';

const LINK = `const link = document.createElement('a'); link.href = to; document.body.append(link);`;
const SECOND_WINDOW = 'a second window, over our bar and with no way to close it';

export const windowWays: readonly Attack[] = [
  ...waysOf(
    'new-windows',
    SECOND_WINDOW,
    [
      ['open', 'calls window.open()', `window.open(to);`],
      ['popup', 'asks for a popup with a size', `window.open(to, 'p', 'popup,width=200,height=200');`],
      ['named', 'opens a named window', `window.open(to, 'another');`],
      ['noopener', 'opens a window that does not know it', `window.open(to, '_blank', 'noopener,noreferrer');`],
      ['blank', 'opens an empty window and writes into it', `window.open('about:blank')?.document.write('<h1>PIN?');`],
      ['script-address', 'opens a javascript: address', `window.open("javascript:document.write('x')");`],
      [
        'blob',
        'opens a window with a page that it has written itself',
        `window.open(URL.createObjectURL(new Blob(['x'], { type: 'text/html' })));`,
      ],
      ['same-host', 'opens another page of its own host', `window.open(inside + '/frame');`],
      [
        'flood',
        'opens five windows at once',
        "for (let i = 0; i < 5; i += 1) window.open(inside + '/frame', 'w' + i);",
      ],
      ['target-blank', 'has a link with target=_blank', `${LINK} link.target = '_blank'; link.click();`],
      ['target-named', 'has a link into a named window', `${LINK} link.target = 'elsewhere'; link.click();`],
      [
        'rel-opener',
        'has a link that keeps its opener',
        `${LINK} link.target = '_blank'; link.rel = 'opener'; link.click();`,
      ],
      [
        'form-blank',
        'sends a form into a new window',
        `const form = document.createElement('form'); form.action = to; form.target = '_blank'; document.body.append(form); form.submit();`,
      ],
      [
        'base-target',
        'sends all links into new windows',
        `const base = document.createElement('base'); base.target = '_blank'; document.head.append(base); ${LINK} link.click();`,
      ],
      [
        'sandbox-popups',
        'lets a sandboxed frame use allow-popups',
        "const frame = document.createElement('iframe'); frame.setAttribute('sandbox', 'allow-scripts allow-popups'); frame.srcdoc = `<script>window.open('${to}')</script>`; document.body.append(frame);",
      ],
      [
        'image-map',
        'has an image map with target=_blank',
        `const area = document.createElement('area'); area.href = to; area.target = '_blank'; const map = document.createElement('map'); map.append(area); document.body.append(map); area.click();`,
      ],
    ],
    async ({ seen }) => (await seen()).windows > 0,
  ),
];
