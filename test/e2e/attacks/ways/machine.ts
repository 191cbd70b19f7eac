import { inPage, waysOf, type Attack } from '../attack.ts';

const SAVE = `const link = document.createElement('a'); document.body.append(link);`;

export const machineWays: readonly Attack[] = [
  ...waysOf(
    'downloads',
    'a file of the page on the machine, for whoever comes next',
    [
      [
        'link',
        'saves what it has written itself',
        `${SAVE} link.href = URL.createObjectURL(new Blob(['x'])); link.download = 'x.txt'; link.click();`,
      ],
      [
        'data',
        'saves a data: address',
        `${SAVE} link.href = 'data:application/octet-stream,x'; link.download = 'x.bin'; link.click();`,
      ],
      [
        'same-host',
        'saves a file of its own host',
        `${SAVE} link.href = inside + '/frame'; link.download = 'x.html'; link.click();`,
      ],
      ['attachment', 'goes to a file that its server calls an attachment', `location.href = inside + '/attachment';`],
      ['unknown-type', 'goes to a file of a kind that nobody shows', `location.href = inside + '/unknown-type';`],
      [
        'frame',
        'shows an attachment in a frame',
        `const frame = document.createElement('iframe'); frame.src = inside + '/attachment'; document.body.append(frame);`,
      ],
      [
        'form',
        'sends a form that is answered with an attachment',
        `const form = document.createElement('form'); form.method = 'post'; form.action = inside + '/attachment'; document.body.append(form); form.submit();`,
      ],
    ],
    async ({ seen }) => (await seen()).downloads > 0,
  ),
  ...waysOf(
    'file-chooser',
    "the machine's folders in a dialog",
    [
      ['click', 'opens the file dialog', `document.querySelector('#file').click();`],
      ['show-picker', 'opens the file dialog with showPicker()', `document.querySelector('#file').showPicker();`],
      ['label', 'opens the file dialog by a label', `document.querySelector('#label').click();`],
      ['folder', 'opens the dialog for a whole folder', `document.querySelector('#folder').click();`],
      [
        'capture',
        'asks for a picture of the camera by the file dialog',
        `const input = document.createElement('input'); input.type = 'file'; input.accept = 'image/*'; input.capture = 'user'; document.body.append(input); input.click();`,
      ],
    ],
    async ({ seen }) => (await seen()).dialogs > 0,
  ),
  ...waysOf(
    'printing',
    'the print dialog, and through "print to file" the folders of the machine',
    [
      ['print', 'calls print()', `setTimeout(() => print(), 0);`],
      [
        'frame',
        'takes print() from a new frame',
        `const frame = document.createElement('iframe'); document.body.append(frame); setTimeout(() => frame.contentWindow.print(), 0);`,
      ],
      [
        'command',
        'gives the command to print',
        `setTimeout(() => { document.execCommand('print'); print.call(window); }, 0);`,
      ],
    ],
    async ({ seen }) => (await seen()).dialogs > 0,
  ),
  ...waysOf('picture-in-picture', 'a window over everything that no wipe of ours knows', [
    [
      'film',
      'puts a film into a window of the system',
      "const canvas = document.createElement('canvas'); canvas.getContext('2d').fillRect(0, 0, 9, 9); const film = document.querySelector('#video'); film.srcObject = canvas.captureStream(5); await film.play(); return film.requestPictureInPicture().then(() => true, () => false);",
    ],
  ]),
  ...waysOf(
    'dialogs',
    'a dialog over our bar that holds the page',
    [
      ['alert', 'calls alert()', `alert('x'); return false;`],
      ['confirm', 'calls confirm()', `confirm('x'); return false;`],
      ['storm', 'calls alert() twenty times', `for (let i = 0; i < 20; i += 1) alert(i); return false;`],
    ],
    async ({ seen }) => (await seen()).alerts > 0,
  ),
  ...waysOf(
    'external-protocols',
    'another program over the terminal',
    [
      [
        'mailto',
        'writes a letter (mailto:)',
        `const link = document.createElement('a'); link.href = 'mailto:x@y.example'; document.body.append(link); link.click();`,
      ],
      [
        'tel',
        'calls a number (tel:)',
        `const link = document.createElement('a'); link.href = 'tel:110'; document.body.append(link); link.click();`,
      ],
      [
        'own-scheme',
        'opens a program by its own scheme',
        `const frame = document.createElement('iframe'); frame.src = 'steam://run/1'; document.body.append(frame);`,
      ],
      ['location', 'goes to another program', `location.href = 'ms-settings:network';`],
      [
        'frame',
        'opens a program from a frame',
        "const frame = document.createElement('iframe'); frame.srcdoc = `<script>location.href = 'skype:x?call'</script>`; document.body.append(frame);",
      ],
      [
        'form',
        'sends a form to another program',
        `const form = document.createElement('form'); form.action = 'mailto:x@y.example'; form.method = 'post'; document.body.append(form); form.submit();`,
      ],
    ],
    async ({ seen }) => (await seen()).programs > 0,
    // A frame or page that goes to another program is a navigation as well.
    ['navigation'],
  ),
  ...waysOf('page-options', 'the machine, its files and its programs', [
    [
      'require',
      'calls require()',
      `return typeof require === 'function' && typeof require('node:fs').readFileSync === 'function';`,
    ],
    [
      'process',
      'reads the process',
      `return typeof process === 'object' && typeof process.versions?.node === 'string';`,
    ],
    [
      'binding',
      "reaches for Node's inside",
      `return typeof process === 'object' && typeof process.binding === 'function';`,
    ],
    [
      'electron',
      "reaches for Electron's own parts",
      `return typeof require === 'function' && typeof require('electron').ipcRenderer === 'object';`,
    ],
    [
      'program',
      'starts a program',
      `return typeof require === 'function' && require('node:child_process').execSync('echo x').toString() === 'x\\n';`,
    ],
    [
      'worker',
      'reaches for Node from a worker',
      `return new Promise((resolve) => { const worker = new Worker('/node-worker.js'); worker.onmessage = ({ data }) => resolve(data); worker.onerror = () => resolve(false); });`,
    ],
    [
      'file',
      'reads a file of the machine through require()',
      `return typeof require === 'function' && require('node:fs').readFileSync('/etc/passwd', 'utf8').includes('root');`,
    ],
    [
      'environment',
      'reads the environment',
      `return typeof process === 'object' && typeof process.env?.PATH === 'string';`,
    ],
  ]),
  {
    rule: 'unload-traps',
    mechanism: 'before-unload',
    tries: 'asks whether the visitor really wants to leave',
    wouldShow: 'a meeting that cannot be left',
    run: async (world) => {
      await inPage(
        world,
        `addEventListener('beforeunload', (event) => { event.preventDefault(); event.returnValue = 'x'; });`,
      );
      await world.page.mouse.click(200, 200);
      // A page that stays says so itself.
      return inPage(
        world,
        `return navigation.navigate(inside + '/html5client/?left=' + mark).committed.then(() => undefined, ({ name }) => name === 'AbortError');`,
      );
    },
  },
];
