import type { Rule } from './rule.ts';

/** A window of the system's own over everything, with a picture of the meeting in it, that no wipe of ours would see. */
export const pictureInPicture: Rule = {
  name: 'picture-in-picture',
  inPage: () => ({
    script: `
      const refuse = () => { refused(); return Promise.reject(new DOMException('refused', 'NotAllowedError')); };
      const put = (object, name, value) => { if (object !== undefined) Object.defineProperty(object, name, { value, writable: false, configurable: false }); };
      put(globalThis.HTMLVideoElement?.prototype, 'requestPictureInPicture', refuse);
      put(globalThis.DocumentPictureInPicture?.prototype, 'requestWindow', refuse);
      Object.defineProperty(Document.prototype, 'pictureInPictureEnabled', { get: () => false, configurable: false });
    `,
  }),
};
